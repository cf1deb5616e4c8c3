"""A few kills in every test run; two hundred on demand (see `tests.crash.submissions`)."""

from __future__ import annotations

import pytest

from tests.contract import by_hand
from tests.crash.submissions import problems, rehearse
from tests.crash.test_server_kills import LOSE_ONE

KILLS = 12


def test_after_kills_everything_acknowledged_is_there_once_and_nothing_is_half_there(url: str) -> None:
    store, diary = rehearse(url, KILLS, seed=7)
    assert len(diary.acknowledged) >= KILLS
    assert list(problems(store, diary)) == []
    store.close()
    if url.startswith("sqlite"):
        assert by_hand.run(url, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize(
    ("table", "lose"),
    {
        "submission": LOSE_ONE,
        "outbox": "DELETE FROM outbox WHERE number = (SELECT min(number) FROM outbox)",
        "audit": "DELETE FROM audit WHERE sequence = (SELECT min(sequence) FROM audit)",
        "fact": "DELETE FROM fact WHERE version = (SELECT min(version) FROM fact)",
    }.items(),
)
def test_the_rehearsal_notices_what_would_be_lost(url: str, table: str, lose: str) -> None:
    store, diary = rehearse(url, 4, seed=3)
    assert list(problems(store, diary)) == []
    by_hand.unguard(url, table)
    by_hand.run(url, lose)
    assert list(problems(store, diary)) != []
    store.close()
