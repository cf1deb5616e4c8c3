"""A few kills of the server that ships in every test run; more on demand (see `tests.crash.server`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash.server import Rehearsal, problems, rehearse_server_kills, rehearse_worker_kills
from tests.journeys.test_serve import free_port

KILLS = 4


@pytest.mark.slow
@pytest.mark.parametrize("rehearse", [rehearse_server_kills, rehearse_worker_kills])
def test_each_receipt_stands_for_one_submission_whatever_is_killed(
    tmp_path: Path, rehearse: Callable[[Path, int, int, int], Rehearsal]
) -> None:
    rehearsal = rehearse(tmp_path, KILLS, 11, free_port())
    assert sum(len(sender.receipts) for sender in rehearsal.senders) >= KILLS
    assert list(problems(rehearsal)) == []

    # The rehearsal would notice what was lost.
    with closing(sqlite3.connect(tmp_path / "city.db")) as connection, connection:
        connection.execute("DELETE FROM submission WHERE rowid = 1")
    assert list(problems(rehearsal)) != []
