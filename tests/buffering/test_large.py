"""What is too large is refused before it comes, the client hears why, and what is on its way has bounds."""

from __future__ import annotations

import socket
from contextlib import suppress

import pytest

from tests.buffering.clients import ask, beginning, everything, headers, is_closed, many
from tests.buffering.conftest import Start
from tests.buffering.small_server import LARGE, LARGEST_TAKEN
from tests.work import until

SIGNED_IN = "Cookie: guest=x; session=abc"
GUEST = "Cookie: guest=x; session="
SIZES = {"largest_post": 1_500_000, "largest_guest_post": 1_200_000}


@pytest.mark.parametrize("expects", [(), ("Expect: 100-continue",)], ids=["sends at once", "asks first"])
@pytest.mark.parametrize(("cookie", "size"), [(GUEST, 1_200_001), (SIGNED_IN, 1_500_001)])
def test_the_headers_are_enough_for_a_refusal(
    start: Start, cookie: str, size: int, expects: tuple[str, ...]
) -> None:
    small = start(SIZES)
    post = headers("POST", "/length", cookie, f"Content-Length: {size}", *expects)
    with beginning(small.port, post) as client:
        said = everything(client)
    assert said.startswith(b"HTTP/1.1 413 ")
    assert b"Connection: close" in said


def test_what_a_guest_may_not_send_a_session_may(start: Start) -> None:
    small = start({"largest_post": 900_000, "largest_guest_post": 100_000})
    assert ask(small.port, "POST", "/length", b"x" * 900_000, Cookie="session=abc").text == "900000"
    assert ask(small.port, "POST", "/length", b"x" * 100_001).status == 413


def test_the_application_says_itself_what_is_a_little_too_large(start: Start) -> None:
    small = start(SIZES)
    assert ask(small.port, "POST", "/length", b"x" * (LARGEST_TAKEN + 1)).status == 413
    assert ask(small.port, "POST", "/length", b"x" * LARGEST_TAKEN).text == str(LARGEST_TAKEN)


def test_who_talks_on_after_a_refusal_hears_it(start: Start) -> None:
    small = start(SIZES)
    post = headers("POST", "/length", "Content-Length: 20000000")
    with beginning(small.port, post) as client:
        client.sendall(b"x" * 20_000_000)
        assert everything(client).startswith(b"HTTP/1.1 413 ")


def test_who_talks_on_for_ever_is_given_up(start: Start) -> None:
    small = start({**SIZES, "seconds_to_read_on": 2})
    with beginning(small.port, headers("POST", "/length", "Content-Length: 2000000000")) as client:
        assert client.recv(65_536).startswith(b"HTTP/1.1 413 ")
        until(lambda: not _sends(client), seconds=20)


def test_the_body_of_a_refused_request_is_no_request(start: Start) -> None:
    small = start(SIZES)
    post = headers("POST", "/length", "Content-Length: 2000000")
    with beginning(small.port, post + headers("GET", "/")) as client:
        said = everything(client)
    assert said.count(b"HTTP/1.1") == 1


def test_a_body_in_pieces_is_measured_as_it_comes(start: Start) -> None:
    small = start(SIZES)
    post = headers("POST", "/length", "Transfer-Encoding: chunked", "Connection: close")
    piece = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    with beginning(small.port, post + 3 * piece + b"0\r\n\r\n") as client:
        assert everything(client).endswith(b"196608")
    with beginning(small.port, post + 19 * piece) as client:
        assert everything(client).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("said", [b"0" * 40_000, b"0\r\nA: " + b"b" * 40_000], ids=["size", "trailer"])
def test_nothing_else_than_a_body_is_taken_in_without_end(start: Start, said: bytes) -> None:
    small = start(SIZES)
    with beginning(small.port, headers("POST", "/length", "Transfer-Encoding: chunked") + said) as client:
        assert everything(client).startswith(b"HTTP/1.1 413 ")


def test_headers_have_an_end_too(start: Start) -> None:
    small = start()
    with beginning(small.port, headers("GET", "/", "X: " + "x" * 40_000)) as client:
        assert everything(client).startswith(b"HTTP/1.0 431 ")


def test_bodies_on_their_way_have_a_bound_together(start: Start) -> None:
    small = start({"most_in_files": 1_000_000})
    half = headers("POST", "/length", "Content-Length: 300000") + b"x" * 290_000
    with many(3, small.port, half) as sending:
        until(lambda: ask(small.port, "POST", "/length", b"x" * 200_000).status == 503, seconds=20)
        refused = ask(small.port, "POST", "/length", b"x" * 300_000)
        assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
        assert ask(small.port, "POST", "/length", b"x" * 50_000).text == "50000"
        sending[0].sendall(b"x" * 10_000)
        assert b" 200 OK" in sending[0].recv(65_536)
        until(lambda: ask(small.port, "POST", "/length", b"x" * 300_000).text == "300000", seconds=20)


@pytest.mark.parametrize("announced", ["Content-Length: 1100000", "Transfer-Encoding: chunked"])
def test_what_is_only_announced_takes_nobodys_room(start: Start, announced: str) -> None:
    small = start({"most_in_files": 2_000_000, **SIZES})
    with many(20, small.port, headers("POST", "/length", announced)):
        assert ask(small.port, "POST", "/length", b"x" * 900_000).text == "900000"


def test_a_full_disk_is_said_and_the_worker_goes_on(start: Start) -> None:
    small = start(largest_file=100_000)
    worker = ask(small.port, "GET", "/worker").text
    for _ in range(5):
        refused = ask(small.port, "POST", "/length", b"x" * 300_000)
        assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
    with beginning(small.port, headers("GET", "/large")) as client:
        assert len(_until_cut_off(client)) < LARGE
    assert ask(small.port, "POST", "/length", b"x" * 50_000).text == "50000"
    assert ask(small.port, "GET", "/worker").text == worker


def test_answers_that_nobody_reads_have_a_bound_together(start: Start) -> None:
    small = start({"most_unread": 2 * LARGE})
    with many(8, small.port, headers("GET", "/large"), takes=4096) as slow:
        until(lambda: sum(is_closed(one) for one in slow) >= 4, seconds=20)
        assert ask(small.port, "GET", "/").text == "hello"


def _sends(client: socket.socket) -> bool:
    try:
        client.sendall(b"x" * 10_000)
    except OSError:
        return False
    return True


def _until_cut_off(client: socket.socket) -> bytes:
    said = b""
    with suppress(ConnectionError):
        while part := client.recv(65_536):
            said += part
    return said
