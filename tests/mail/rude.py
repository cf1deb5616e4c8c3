"""Mail servers that no library offers: they say nothing, drip, or hang up in the middle of a word."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

Talk = Callable[[socket.socket, threading.Event], None]
"""What a server does with one connection, until it returns or the event is set."""

GREETING = b"220 rude.example\r\n"


@contextmanager
def rude(talk: Talk, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server that does so, at the port that this gives."""
    over = threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        listening.settimeout(0.1)
        serving = threading.Thread(target=_serve, args=(listening, talk, over, context), daemon=True)
        serving.start()
        yield int(listening.getsockname()[1])
        over.set()
        serving.join(10)


def _serve(
    listening: socket.socket, talk: Talk, over: threading.Event, context: ssl.SSLContext | None
) -> None:
    while not over.is_set():
        with suppress(OSError):
            connection, _ = listening.accept()
            connection.settimeout(10)
            if context:
                connection = context.wrap_socket(connection, server_side=True)
            threading.Thread(target=_talk, args=(talk, connection, over), daemon=True).start()


def _talk(talk: Talk, connection: socket.socket, over: threading.Event) -> None:
    with closing(connection), suppress(OSError):
        talk(connection, over)


def says_nothing(connection: socket.socket, over: threading.Event) -> None:
    """Takes the connection, and that is all."""
    over.wait(60)


def drips_its_greeting(connection: socket.socket, over: threading.Event) -> None:
    """Says one letter at a time, often enough for whoever waits for the next one, and never ends."""
    connection.sendall(b"220-")
    drip(connection, over)


def hangs_up_on_a_letter(connection: socket.socket, over: threading.Event) -> None:
    """Takes everything up to the letter itself, and is gone."""
    takes(connection, upto=b"DATA")


def hangs_after_a_letter(connection: socket.socket, over: threading.Event) -> None:
    """Takes the whole letter, and never says so."""
    takes(connection, upto=b".\r\n")
    over.wait(60)


def takes_its_time(connection: socket.socket, over: threading.Event) -> None:
    """Takes the whole letter, and says so after a while."""
    takes(connection, upto=b".\r\n")
    over.wait(2)
    connection.sendall(b"250 taken\r\n")
    over.wait(1)


def drips_after_a_letter(connection: socket.socket, over: threading.Event) -> None:
    """Takes the whole letter, and says so without end."""
    takes(connection, upto=b".\r\n")
    connection.sendall(b"250-")
    drip(connection, over)


def babbles(connection: socket.socket, over: threading.Event) -> None:
    """Says what no mail server says."""
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    over.wait(1)


def takes(connection: socket.socket, upto: bytes) -> None:
    """Say yes to everything until a line begins so."""
    connection.sendall(GREETING)
    with connection.makefile("rb") as lines:
        within = False  # the letter
        for line in lines:
            if line.upper().startswith(upto):
                return
            begins = line.upper().startswith(b"DATA")
            if not within:
                connection.sendall(b"354 go on\r\n" if begins else b"250 yes\r\n")
            within = within or begins


def drip(connection: socket.socket, over: threading.Event) -> None:
    """One letter now and then."""
    while not over.wait(0.1):
        connection.sendall(b"x")
