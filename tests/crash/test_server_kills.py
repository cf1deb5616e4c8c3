"""A few kills of the server that ships in every test run; more on demand (see `tests.crash.server`)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contract import by_hand
from tests.crash.server import Rehearsal, problems, rehearse_server_kills, rehearse_worker_kills
from tests.journeys.test_serve import free_port

KILLS = 4
LOSE_ONE = (
    "UPDATE submission SET business = (SELECT min(id) FROM party WHERE kind = 'person') "
    "WHERE reference = (SELECT min(reference) FROM submission)"
)


@pytest.mark.slow
@pytest.mark.parametrize("rehearse", [rehearse_server_kills, rehearse_worker_kills])
def test_each_receipt_stands_for_one_submission_whatever_is_killed(
    tmp_path: Path, url: str, rehearse: Callable[[Path, int, int, int, str], Rehearsal]
) -> None:
    rehearsal = rehearse(tmp_path, KILLS, 11, free_port(), url)
    assert sum(len(sender.receipts) for sender in rehearsal.senders) >= KILLS
    assert list(problems(rehearsal)) == []

    # The rehearsal would notice what was lost.
    by_hand.run(url, LOSE_ONE)
    assert list(problems(rehearsal)) != []
