"""Workers that stop, die or hang: who is being answered gets the answer, and somebody else goes on."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.buffering.clients import Answer, ask, beginning, connected, everything, headers, many, seconds_for
from tests.buffering.conftest import Small, Start
from tests.work import until

PROMPT = 3.0


def test_who_is_being_answered_when_the_server_stops_gets_the_answer(start: Start) -> None:
    small = start()
    post = headers("POST", "/length", "Content-Length: 10")
    with (
        beginning(small.port, headers("GET", "/sleep/3.0")) as answered,
        beginning(small.port, post + b"12345") as sending,
        connected(small.port) as silent,
    ):
        time.sleep(1)
        small.stop()
        time.sleep(0.3)
        sending.sendall(b"67890")
        assert everything(sending).endswith(b"10")
        assert everything(silent) == b""
        said = everything(answered)
        assert said.endswith(b"slept")
        assert b"Connection: close" in said
    assert small.process.wait(10) == 0


def test_nobody_new_is_taken_in_when_the_server_stops(start: Start) -> None:
    small = start()
    with beginning(small.port, headers("GET", "/sleep/3.0")) as answered:
        time.sleep(0.5)
        small.stop()
        until(lambda: not small.answers(), seconds=2)
        assert everything(answered).endswith(b"slept")


@pytest.mark.parametrize("said", [headers("GET", "/")[:-2], headers("GET", "/large")], ids=["says", "reads"])
def test_slow_clients_do_not_keep_a_server_from_stopping(start: Start, said: bytes) -> None:
    small = start(settings={"graceful_timeout": 4})
    with many(10, small.port, said, takes=4096):
        time.sleep(0.5)
        small.stop()
        assert small.process.wait(8) == 0


def test_a_killed_worker_is_replaced_and_the_other_goes_on(start: Start) -> None:
    small = start(settings={"workers": 2})
    before = set(small.workers())
    for worker in before:
        os.kill(worker, signal.SIGKILL)
        assert max(_seconds_until_answered(small) for _ in range(10)) < PROMPT
    until(lambda: len(set(small.workers()) - before) == 2, seconds=20)


def test_workers_end_when_their_parent_is_gone(start: Start) -> None:
    small = start(settings={"workers": 2})
    workers = small.workers()
    small.process.kill()
    small.process.wait()
    until(lambda: not any(_lives(worker) for worker in workers), seconds=20)


def test_workers_are_renewed_and_no_request_is_lost(start: Start) -> None:
    small = start(settings={"workers": 2, "max_requests": 40})
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: ask(small.port, "GET", "/worker"), range(400)))
    assert {answer.status for answer in answers} == {200}
    assert len({answer.text for answer in answers}) > 3


def test_a_worker_whose_threads_all_hang_is_replaced(start: Start) -> None:
    small = start(settings={"timeout": 4})
    with many(4, small.port, headers("GET", "/sleep/600.0")):
        time.sleep(0.5)
        until(small.answers, seconds=30)
    assert b"WORKER TIMEOUT" in small.log.read_bytes()


def test_long_work_is_no_reason_to_replace_a_worker(start: Start) -> None:
    small = start(settings={"timeout": 2})
    with beginning(small.port, headers("GET", "/sleep/6.0", "Connection: close")) as client:
        assert seconds_for(small.port, "/") < PROMPT
        assert everything(client).endswith(b"slept")


def _seconds_until_answered(small: Small) -> float:
    started = time.monotonic()
    assert _answer_at_last(small).status == 200
    return time.monotonic() - started


def _answer_at_last(small: Small) -> Answer:
    """Ask again as browsers do when the one who should answer is gone."""
    for _ in range(20):
        try:
            return ask(small.port, "GET", "/")
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("never answered")


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
