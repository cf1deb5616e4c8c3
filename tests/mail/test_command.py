"""``onceonly work`` and ``onceonly serve --work``, as operators start and stop them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.mail import rude
from tests.mail.conftest import SENDER, City
from tests.mail.server import free_port, running
from tests.work import ENOUGH, until

ONCEONLY = Path(sys.executable).parent / "onceonly"
ADDRESS = "ann@dumplings.example"


def environment(city: City, port: int, **more: str) -> dict[str, str]:
    given = {
        "ONCEONLY_STORE": f"sqlite:///{city.database}",
        "ONCEONLY_OUTPUT": str(city.output),
        "ONCEONLY_SECRET": "for-tests-only: 0123456789abcdefghijklmnopqrstuvwxyz",
        **({"ONCEONLY_SMTP": f"smtp://127.0.0.1:{port}", "ONCEONLY_MAIL_FROM": SENDER} if port else {}),
        **more,
    }
    return {
        **{name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ},
        **given,
    }


def work_once(city: City, port: int, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ONCEONLY, "work", "--once"],
        cwd=city.database.parent,
        env=environment(city, port, **more),
        capture_output=True,
        text=True,
        timeout=ENOUGH,
    )


@contextmanager
def started(city: City, port: int, *command: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [ONCEONLY, *command],
        cwd=city.database.parent,
        env=environment(city, port, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_a_letter_goes_out_and_once_is_once(city: City) -> None:
    with running() as server:
        letters = [city.post(ADDRESS), city.post("later@dumplings.example"), city.post("nobody@d.example")]
        done = work_once(city, server.port)
        assert (done.returncode, done.stdout) == (0, "1 letter sent, 1 letter delayed, 1 letter failed.\n")
        assert [city.noted(letter)[0] for letter in letters] == ["sent", "delayed", "failed"]
        again = work_once(city, server.port)
        assert again.stdout == "0 letters sent, 0 letters delayed, 0 letters failed.\n"
        assert [str(letter["To"]) for letter in server.mailbox.letters] == [ADDRESS]
    said = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in said] == ["letter_sent", "letter_delayed", "letter_failed"]
    assert "@" not in done.stderr


def test_without_a_mail_server_it_is_said_once_and_letters_wait(city: City) -> None:
    letter = city.post(ADDRESS)
    done = work_once(city, 0)
    assert done.returncode == 0
    assert done.stdout.count("set ONCEONLY_SMTP") == 1
    assert city.noted(letter) == ("waiting", "")


def test_once_clears_as_well(city: City) -> None:
    account = city.store.identity.create_account(ADDRESS, language="en")
    old = datetime.now(UTC) - timedelta(days=2)
    city.store.identity.open_session("cookie", account.id, account.businesses[0].id, "csrf", old)
    assert work_once(city, 0).returncode == 0
    assert city.store.identity.session("cookie") is None


def test_bad_settings_are_refused_all_together(city: City) -> None:
    wrong = {"ONCEONLY_SMTP": "smtp://city:rosebud@mail.example", "ONCEONLY_DRAFT_DAYS": "soon"}
    done = work_once(city, 0, **wrong)
    assert done.returncode == 1
    for words in ("ONCEONLY_SMTP holds a password", "ONCEONLY_MAIL_FROM must", "ONCEONLY_DRAFT_DAYS must"):
        assert words in done.stderr
    assert "rosebud" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"ONCEONLY_STORE": "sqlite:////nowhere/city.db"}, "There is no store at /nowhere/city.db"),
        ({"ONCEONLY_OUTPUT": "/nowhere"}, "Run `onceonly build` first"),
        ({"ONCEONLY_SECRET": ""}, "set ONCEONLY_SECRET to that of `onceonly serve`"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(city: City, more: dict[str, str], words: str) -> None:
    done = work_once(city, 0, **more)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (city.database.parent / "var").exists()


def test_it_works_until_it_is_told_to_stop(city: City) -> None:
    with running() as server, started(city, server.port, "work") as process:
        first = city.post(ADDRESS)
        until(lambda: city.noted(first)[0] == "sent")
        second = city.post(ADDRESS)
        until(lambda: city.noted(second)[0] == "sent")
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=ENOUGH)
    assert process.returncode == 0
    assert said.startswith("Working.")
    assert "Traceback" not in said


def test_the_letter_that_is_on_its_way_arrives_before_it_ends(city: City) -> None:
    letter = city.post(ADDRESS)
    with rude.rude(rude.takes_its_time) as port, started(city, port, "work") as process:
        until(city.somebody_delivers)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=ENOUGH)
    assert process.returncode == 0
    assert city.noted(letter)[0] == "sent"


def test_it_ends_soon_when_the_mail_server_hangs(city: City) -> None:
    letter = city.post(ADDRESS)
    with rude.rude(rude.hangs_after_a_letter) as port, started(city, port, "work") as process:
        until(city.somebody_delivers)
        stopped = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=ENOUGH)
        assert time.monotonic() - stopped < 30
    assert process.returncode == 0
    city.time_passes(minutes=10)
    with running() as server:
        work_once(city, server.port)
        assert server.mailbox.ids == {f"<{letter.id}@127.0.0.1>": 1}


@pytest.mark.parametrize("asked_for", ["--work", "ONCEONLY_WORK"])
def test_a_small_citys_server_does_the_work_itself(city: City, asked_for: str) -> None:
    web = free_port()
    arguments = [asked_for] if asked_for.startswith("-") else []
    variables = {} if arguments else {asked_for: "yes"}
    with running() as server:
        serve = ("serve", "--port", str(web), *arguments)
        with started(city, server.port, *serve, **variables) as process:
            letters = [city.post(ADDRESS) for _ in range(5)]
            until(lambda: {city.noted(letter)[0] for letter in letters} == {"sent"})
            assert urlopen(f"http://127.0.0.1:{web}/health", timeout=10).status == 200
            process.send_signal(signal.SIGTERM)
            said, _ = process.communicate(timeout=ENOUGH)
        assert server.mailbox.ids == {f"<{letter.id}@127.0.0.1>": 1 for letter in letters}
    assert process.returncode == 0
    assert "Traceback" not in said
    assert "failed" not in said


def test_a_server_that_is_not_asked_to_leaves_letters_alone(city: City) -> None:
    web = free_port()
    with running() as server, started(city, server.port, "serve", "--port", str(web)) as process:
        letter = city.post(ADDRESS)
        until(lambda: _answers(web))
        time.sleep(4)  # longer than a worker pauses
        assert city.noted(letter) == ("waiting", "")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=ENOUGH)


def test_a_server_without_mail_says_so_once(city: City) -> None:
    web = free_port()
    with started(city, 0, "serve", "--port", str(web)) as process:
        until(lambda: _answers(web))
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=ENOUGH)
    assert said.count("No letters are delivered, they wait: set ONCEONLY_SMTP") == 1


def test_a_hanging_mail_server_does_not_slow_down_who_serves(city: City) -> None:
    """Nor does it keep the server from ending."""
    web = free_port()
    for _ in range(5):
        city.post(ADDRESS)
    with (
        rude.rude(rude.drips_after_a_letter) as port,
        started(city, port, "serve", "--port", str(web), "--work") as process,
    ):
        until(city.somebody_delivers)
        until(lambda: _answers(web))
        begun = time.monotonic()
        for _ in range(20):
            assert _answers(web)
        assert time.monotonic() - begun < 10
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=ENOUGH)
    assert "Traceback" not in said


def _answers(port: int) -> bool:
    try:
        return bool(urlopen(f"http://127.0.0.1:{port}/health", timeout=10).status == 200)
    except OSError:
        return False
