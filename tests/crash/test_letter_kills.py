"""A few kills of those who deliver letters in every test run; a hundred on demand (`tests.crash.letters`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract import by_hand
from tests.crash.letters import problems, rehearse

KILLS = 6


@pytest.mark.slow
def test_no_letter_is_lost_whenever_those_who_deliver_it_are_killed(tmp_path: Path, url: str) -> None:
    rehearsal = rehearse(tmp_path, KILLS, seed=5, url=url)
    assert len(rehearsal.mailbox.ids) >= KILLS
    assert list(problems(rehearsal)) == []
    assert "Traceback" not in (tmp_path / "log").read_text()

    # The rehearsal would notice what was lost, and what the outbox says wrong.
    letters = rehearsal.mailbox.letters
    letters[:] = [one for one in letters if one["Message-ID"] != letters[0]["Message-ID"]]
    assert list(problems(rehearsal)) == [f"1 of {len(rehearsal.promised)} letters never arrived"]
    first = "(SELECT min(number) FROM outbox)"
    by_hand.run(url, f"UPDATE outbox SET state = 'waiting' WHERE number = {first}")
    assert len(list(problems(rehearsal))) == 2
