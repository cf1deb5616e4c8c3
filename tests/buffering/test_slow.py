"""Slow clients cost no thread, and are given up in time; who is only somewhat slow is served."""

from __future__ import annotations

import socket
import time

import pytest

from tests.buffering.clients import (
    ask,
    beginning,
    connected,
    everything,
    headers,
    is_closed,
    many,
    seconds_for,
    trickle,
)
from tests.buffering.conftest import Start
from tests.work import until

CLIENTS = 60  # many more than threads
SHORT = {"seconds_for_headers": 2, "seconds_idle": 2, "seconds_at_a_stretch": 2, "slowest": 1000}
PROMPT = 3.0  # seconds: with a thread for each client it was a minute
BODY = headers("POST", "/length", "Content-Length: 50000")

SLOW = {
    "nothing": b"",
    "half of the headers": headers("GET", "/")[:-2],
    "half of the body": BODY + b"x" * 25_000,
    "half of a body in pieces": headers("POST", "/length", "Transfer-Encoding: chunked") + b"5\r\nxxx",
}


@pytest.mark.parametrize("said", SLOW.values(), ids=SLOW)
def test_who_stops_in_the_middle_keeps_nobody_waiting_and_is_given_up(start: Start, said: bytes) -> None:
    small = start(SHORT)
    with many(CLIENTS, small.port, said) as slow:
        assert max(seconds_for(small.port, "/") for _ in range(20)) < PROMPT
        assert not any(is_closed(one) for one in slow)
        until(lambda: all(is_closed(one) for one in slow), seconds=20)


@pytest.mark.parametrize("said", SLOW.values(), ids=SLOW)
def test_who_trickles_is_given_up_too(start: Start, said: bytes) -> None:
    small = start(SHORT)
    with many(CLIENTS, small.port, said) as slow:
        end = time.monotonic() + 20
        trickle(slow, lambda: not all(is_closed(one) for one in slow) and time.monotonic() < end)
        assert all(is_closed(one) for one in slow)
    assert seconds_for(small.port, "/") < PROMPT


def test_many_who_wait_do_not_slow_down_the_others(start: Start) -> None:
    small = start({"seconds_for_headers": 120})
    alone = _seconds_for_many(small.port)
    with many(900, small.port, b"GET"):
        assert _seconds_for_many(small.port) < 3 * alone + 1  # when each turn looked at all: ten times


def test_empty_lines_are_no_requests(start: Start) -> None:
    small = start(SHORT)
    with connected(small.port) as client:
        until(lambda: not _sends(client, b"\r\n\r\n"), seconds=20)


def test_something_urgent_is_no_request_and_keeps_nobody_busy(start: Start) -> None:
    small = start(SHORT)
    with beginning(small.port, headers("GET", "/")[:-2]) as client:
        client.send(b"!", socket.MSG_OOB)
        until(lambda: is_closed(client), seconds=20)
    with beginning(small.port, headers("GET", "/large"), takes=4096) as client:
        client.send(b"!", socket.MSG_OOB)
        until(lambda: is_closed(client), seconds=20)
    assert small.log.read_bytes().count(b"\n") < 10


def test_who_does_not_read_keeps_nobody_waiting_and_is_given_up(start: Start) -> None:
    small = start(SHORT)
    with many(12, small.port, headers("GET", "/large"), takes=4096) as slow:
        assert max(seconds_for(small.port, "/") for _ in range(20)) < PROMPT
        until(lambda: all(is_closed(one) for one in slow), seconds=20)


def test_who_is_slow_but_goes_on_is_served(start: Start) -> None:
    small = start(SHORT)
    large = beginning(small.port, headers("GET", "/large"), takes=4096)
    with beginning(small.port, BODY) as sender, large as reader:
        for _ in range(20):  # twice as long as anybody may be slower than this
            sender.sendall(b"x" * 2500)
            reader.recv(2500)
            time.sleep(0.25)
        assert sender.recv(65_536).endswith(b"50000")
        assert len(_exactly(reader, 6_000_000)) == 6_000_000


def test_a_connection_stays_for_more_requests_and_not_for_ever(start: Start) -> None:
    small = start(SHORT)
    with connected(small.port) as client:
        for _ in range(12):  # longer than anybody may be idle
            client.sendall(headers("GET", "/"))
            said = b""
            while not said.endswith(b"hello"):
                said += client.recv(65_536) or b"gone, hello"
            assert b"gone" not in said
            time.sleep(0.4)
        until(lambda: is_closed(client), seconds=20)


def test_requests_that_come_at_once_are_answered_in_turn(start: Start) -> None:
    small = start()
    last = headers("GET", "/from", "X-Forwarded-For: 192.0.2.1, 192.0.2.2", "Connection: close")
    with beginning(small.port, headers("GET", "/") + headers("GET", "/nowhere") + last) as client:
        said = everything(client)
    assert [said.count(line) for line in (b"200 OK", b"404 NOT FOUND")] == [2, 1]
    assert said.endswith(b"192.0.2.1, 192.0.2.2")
    assert b"Server:" not in said


def test_more_connections_than_allowed_wait_until_others_are_given_up(start: Start) -> None:
    small = start({**SHORT, "connections": 20})
    with many(40, small.port, b"GET") as slow:
        assert ask(small.port, "GET", "/").status == 200
        until(lambda: all(is_closed(one) for one in slow), seconds=20)


def _seconds_for_many(port: int) -> float:
    """How long a few hundred requests take over one connection, at best of three times."""

    def once() -> float:
        started = time.monotonic()
        with connected(port) as client:
            for _ in range(300):
                client.sendall(headers("GET", "/"))
                said = b""
                while not said.endswith(b"hello"):
                    said += client.recv(65_536)
        return time.monotonic() - started

    return min(once() for _ in range(3))


def _sends(client: socket.socket, said: bytes) -> bool:
    try:
        client.sendall(said)
    except OSError:
        return False
    time.sleep(0.2)
    return True


def _exactly(client: socket.socket, number: int) -> bytes:
    said = b""
    while len(said) < number and (part := client.recv(min(65_536, number - len(said)))):
        said += part
    return said
