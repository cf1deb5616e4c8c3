"""A few kills of those who deliver letters in every test run; a hundred on demand (`tests.crash.letters`)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash.letters import problems, rehearse

KILLS = 6


@pytest.mark.slow
def test_no_letter_is_lost_whenever_those_who_deliver_it_are_killed(tmp_path: Path) -> None:
    rehearsal = rehearse(tmp_path, KILLS, seed=5)
    assert len(rehearsal.mailbox.ids) >= KILLS
    assert list(problems(rehearsal)) == []
    assert "Traceback" not in (tmp_path / "log").read_text()

    # The rehearsal would notice what was lost, and what the outbox says wrong.
    letters = rehearsal.mailbox.letters
    letters[:] = [one for one in letters if one["Message-ID"] != letters[0]["Message-ID"]]
    assert list(problems(rehearsal)) == [f"1 of {len(rehearsal.promised)} letters never arrived"]
    with closing(sqlite3.connect(tmp_path / "city.db")) as connection, connection:
        connection.execute("UPDATE outbox SET state = 'waiting' WHERE number = 1")
    assert len(list(problems(rehearsal))) == 2
