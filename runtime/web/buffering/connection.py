"""A client's connection: closed when it is too slow; after a refusal the rest is read for a while."""

from __future__ import annotations

import fcntl
import socket
import struct
import sys
import termios
from collections.abc import Iterable
from functools import partial
from typing import Any

from waitress.buffers import ReadOnlyFileBasedBuffer
from waitress.channel import HTTPChannel

from runtime.services.logs import Event, event, failures
from runtime.web.buffering.limits import Limits
from runtime.web.buffering.request import Request
from runtime.web.buffering.waiting import WaitingRoom

_AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER on, with zero seconds


class Connection(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """Waitress's channel with limits of time and memory.

    The loop calls all of it, but threads call `service` and what that calls.
    """

    def __init__(self, limits: Limits, waiting: WaitingRoom, *given: Any, **named: Any) -> None:
        self.parser_class = partial(Request, limits, self._has_room)
        self._limits = limits
        self._waiting = waiting
        self._moved = 0  # bytes, in both directions
        self._begun = 0  # requests begun
        self._is_last = False  # no further request is accepted
        self._left_body = False
        self._reads_on = False
        self._stage = ("", 0)
        self._since = 0.0
        self._passed_before = 0
        super().__init__(*given, **named)

    @property
    def in_files(self) -> int:
        """Bytes of request bodies in temporary files."""
        return sum(request.in_files for request in [*self.requests, self.request] if request)

    @property
    def unread(self) -> int:
        """Bytes of responses buffered until the client reads them; files are read when they are sent."""
        return sum(len(part) for part in list(self.outbufs) if not isinstance(part, ReadOnlyFileBasedBuffer))

    def close_if_late(self, now: float) -> bool:
        """Close a connection that is too slow by the monotonic clock; returns whether it was.

        Idle connections are closed too, but return False.
        """
        stage = (self._doing(), self._begun)
        if stage != self._stage or self._moves_on(now):
            self._stage, self._since, self._passed_before = stage, now, self._passed()
        elif now - self._since > self._seconds():
            self.give_up()
            return stage[0] != "idle"
        return False

    def end_soon(self) -> None:
        """Close it after the next response, with ``Connection: close``."""
        self._is_last = True
        for request in self.requests:
            request.headers["CONNECTION"] = "close"

    def close_if_quiet(self) -> None:
        """Close it unless a request or response is in progress."""
        if self._doing() in ("idle", "headers"):
            self.give_up()

    def give_up(self) -> None:
        """Let the loop close it, even if its client never reads again; callable from any thread."""
        self.will_close = True
        self.server.trigger.pull_trigger(self.handle_close)

    def received(self, data: bytes) -> bool:
        """Process received data."""
        self._moved += len(data)
        took: bool = super().received(data)
        return took

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send as much as the client accepts now."""
        sent: int = super().send(data, do_close)
        self._moved += sent
        return sent

    def service(self) -> None:
        """Handle the first request."""
        request = self.requests[0]
        self._begun += 1
        self._left_body = request.left_body
        if self._is_last:
            request.headers["CONNECTION"] = "close"
        give_up_on_most_unread(self._waiting.others(), self._limits.most_unread)
        super().service()

    def write_soon(self, data: Any) -> int:
        """Send a part of the response, or buffer it until the client reads."""
        try:
            kept: int = super().write_soon(data)
        except OSError:  # no disk space for the buffer
            self.give_up()
            raise
        return kept

    def readable(self) -> bool:
        """Whether the loop should read from the socket."""
        return self._reads_on or bool(super().readable())

    def handle_read(self) -> None:
        """Read from the socket."""
        if self._reads_on:
            self.recv(self.adj.recv_bytes)
        else:
            super().handle_read()

    def handle_close(self) -> None:
        """Close, but let a client that is still sending read the error response first."""
        if self.connected:
            self._waiting.let_out(self)
        if self._left_body and self.connected and not self._reads_on:
            self._read_on()
            return
        if self.connected and self.total_outbufs_len:  # a cut response must not look complete, nor be kept
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        super().handle_close()

    def handle_error(self) -> None:
        """Log an internal error in the loop, and close."""
        event(Event.FAILED, errors=failures(sys.exception()))
        self.handle_close()

    def _read_on(self) -> None:
        self._reads_on, self.will_close = True, False
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.handle_close()

    def _doing(self) -> str:
        if self._reads_on:
            return "reading on"
        if self.requests:
            return "work"
        if self.total_outbufs_len:
            return "answer"
        if self.request:
            return "body" if self.request.headers_finished else "headers"
        return "idle" if self._begun else "headers"

    def _seconds(self) -> float:
        limits = self._limits
        return {
            "headers": limits.seconds_for_headers,
            "body": limits.seconds_at_a_stretch,
            "work": float("inf"),
            "answer": limits.seconds_at_a_stretch,
            "idle": limits.seconds_idle,
            "reading on": limits.seconds_to_read_on,
        }[self._stage[0]]

    def _moves_on(self, now: float) -> bool:
        seconds, limits = now - self._since, self._limits
        return (
            self._stage[0] in ("body", "answer")
            and seconds >= limits.seconds_at_a_stretch
            and self._passed() - self._passed_before >= limits.slowest * seconds
        )

    def _passed(self) -> int:
        """Bytes transferred to the client, without those in the system's send buffer."""
        try:
            waiting = fcntl.ioctl(self.socket, termios.TIOCOUTQ, bytes(4))
        except OSError:  # not supported by every system
            return self._moved
        return self._moved - int.from_bytes(waiting, sys.byteorder)

    def _has_room(self) -> bool:
        everybody = list(self.server.active_channels.values())
        return bool(sum(one.in_files for one in everybody) <= self._limits.most_in_files)


def give_up_on_most_unread(connections: Iterable[Connection], most: int) -> None:
    """Close the connections with most unread bytes, until at most ``most`` bytes remain in total."""
    unread = [(one.unread, one) for one in connections if not one.will_close]
    too_much = sum(size for size, _ in unread) - most
    for size, one in sorted(unread, key=lambda pair: pair[0], reverse=True):
        if too_much <= 0:
            return
        one.give_up()
        too_much -= size
