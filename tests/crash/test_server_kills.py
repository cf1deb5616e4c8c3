"""A few kills of the whole web server in every test run; two hundred on demand (see `tests.crash.server`)."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash.server import problems, rehearse

KILLS = 4


@pytest.mark.slow
def test_each_receipt_stands_for_one_submission_whenever_the_server_is_killed(tmp_path: Path) -> None:
    rehearsal = rehearse(tmp_path, KILLS, seed=11, port=_free_port())
    assert sum(len(sender.receipts) for sender in rehearsal.senders) >= KILLS
    assert list(problems(rehearsal)) == []

    # The rehearsal would notice what was lost.
    with closing(sqlite3.connect(tmp_path / "city.db")) as connection, connection:
        connection.execute("DELETE FROM submission WHERE rowid = 1")
    assert list(problems(rehearsal)) != []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
