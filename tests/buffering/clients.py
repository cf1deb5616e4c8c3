"""Clients as they should not be: they stop in the middle, trickle, do not read, or talk on."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection

_ESTABLISHED = 1  # the kernel's number for it
HEADERS = "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/octet-stream\r\n"


def connected(port: int, *, takes: int = 0) -> socket.socket:
    """A connection; ``takes`` keeps small what the system reads ahead for it."""
    client = socket.socket()
    if takes:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, takes)
    client.settimeout(10)
    client.connect(("127.0.0.1", port))
    return client


def beginning(port: int, said: bytes, *, takes: int = 0) -> socket.socket:
    """A client that says the beginning of something."""
    client = connected(port, takes=takes)
    client.sendall(said)
    return client


@contextmanager
def many(number: int, port: int, said: bytes, *, takes: int = 0) -> Iterator[list[socket.socket]]:
    """So many clients that say the same beginning."""
    with ExitStack() as stack:
        yield [stack.enter_context(beginning(port, said, takes=takes)) for _ in range(number)]


def headers(method: str, path: str, *more: str) -> bytes:
    """The headers of a request, with the empty line that ends them."""
    return (
        HEADERS.format(method=method, path=path) + "".join(f"{one}\r\n" for one in more) + "\r\n"
    ).encode()


def trickle(clients: Sequence[socket.socket], while_: Callable[[], bool], pause: float = 0.5) -> None:
    """Let each say one byte now and then; who is not listened to any more stays silent."""
    while while_():
        for client in clients:
            try:
                client.send(b"x")
            except OSError:
                continue
        time.sleep(pause)


def is_closed(client: socket.socket) -> bool:
    """Whether the server has closed the connection, found out without reading what it said."""
    return client.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] != _ESTABLISHED


def everything(client: socket.socket) -> bytes:
    """All that the server says until it closes."""
    said = b""
    while part := client.recv(65_536):
        said += part
    return said


def seconds_for(port: int, path: str, status: int = 200, **more: str) -> float:
    """How long a page takes that somebody asks for in the usual way."""
    started = time.monotonic()
    assert ask(port, "GET", path, **more).status == status
    return time.monotonic() - started


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: Message
    text: str


def ask(port: int, method: str, path: str, body: bytes | None = None, **more: str) -> Answer:
    """The answer to a usual request; ``more`` are its headers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        connection.request(method, path, body, named)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read().decode("utf-8", "replace"))
    finally:
        connection.close()
