"""A few kills in every test run; two hundred on demand (see `tests.crash.submissions`)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash.submissions import problems, rehearse

KILLS = 12


def test_after_kills_everything_acknowledged_is_there_once_and_nothing_is_half_there(tmp_path: Path) -> None:
    store, diary = rehearse(tmp_path, KILLS, seed=7)
    assert len(diary.acknowledged) >= KILLS
    assert list(problems(store, diary)) == []
    store.close()
    with closing(sqlite3.connect(tmp_path / "city.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("lost", ["submission", "outbox", "audit", "one fact"])
def test_the_rehearsal_notices_what_would_be_lost(tmp_path: Path, lost: str) -> None:
    store, diary = rehearse(tmp_path, 4, seed=3)
    assert list(problems(store, diary)) == []
    statements = {
        "submission": "DELETE FROM submission WHERE rowid = 1",
        "outbox": "DELETE FROM outbox WHERE number = 1",
        "audit": "DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE sequence = 1",
        "one fact": "DROP TRIGGER fact_no_delete; DELETE FROM fact WHERE version = 1",
    }
    with closing(sqlite3.connect(tmp_path / "city.db")) as connection:
        connection.executescript(statements[lost])
    assert list(problems(store, diary)) != []
    store.close()
