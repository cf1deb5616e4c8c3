"""A client's connection: closed when the client is too slow, and read on for a moment after a refusal."""

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

_AT_ONCE = struct.pack("ii", 1, 0)  # for SO_LINGER: on, for no second


class Connection(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """Waitress's channel, with limits of time and of room.

    The loop calls all of it, but threads call `service` and what that calls.
    """

    def __init__(self, limits: Limits, waiting: WaitingRoom, *given: Any, **named: Any) -> None:
        self.parser_class = partial(Request, limits, self._has_room)
        self._limits = limits
        self._waiting = waiting
        self._moved = 0  # bytes, to and fro
        self._begun = 0  # requests
        self._is_last = False  # no request may follow
        self._left_body = False
        self._reads_on = False
        self._stage = ("", 0)
        self._since = 0.0
        self._passed_before = 0
        super().__init__(*given, **named)

    @property
    def in_files(self) -> int:
        """The bytes of bodies that it takes up in files."""
        return sum(request.in_files for request in [*self.requests, self.request] if request)

    @property
    def unread(self) -> int:
        """The bytes of answers that are kept until the client takes them; files are read as it does."""
        return sum(len(part) for part in list(self.outbufs) if not isinstance(part, ReadOnlyFileBasedBuffer))

    def close_if_late(self, now: float) -> bool:
        """Close it if the client takes too long by a clock that never jumps; whether it did.

        Also closed, but not called late, is a client that asks for nothing more.
        """
        stage = (self._doing(), self._begun)
        if stage != self._stage or self._moves_on(now):
            self._stage, self._since, self._passed_before = stage, now, self._passed()
        elif now - self._since > self._seconds():
            self.give_up()
            return stage[0] != "idle"
        return False

    def end_soon(self) -> None:
        """Close it after the next answer, which says so."""
        self._is_last = True
        for request in self.requests:
            request.headers["CONNECTION"] = "close"

    def close_if_quiet(self) -> None:
        """Close it unless a request or an answer is on its way."""
        if self._doing() in ("idle", "headers"):
            self.give_up()

    def give_up(self) -> None:
        """Let the loop close it, although its client may never read on; any thread may call this."""
        self.will_close = True
        self.server.trigger.pull_trigger(self.handle_close)

    def received(self, data: bytes) -> bool:
        """Take in what came."""
        self._moved += len(data)
        took: bool = super().received(data)
        return took

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send as much as the client takes now."""
        sent: int = super().send(data, do_close)
        self._moved += sent
        return sent

    def service(self) -> None:
        """Answer the first request."""
        request = self.requests[0]
        self._begun += 1
        self._left_body = request.left_body
        if self._is_last:
            request.headers["CONNECTION"] = "close"
        give_up_on_most_unread(self._waiting.others(), self._limits.most_unread)
        super().service()

    def write_soon(self, said: Any) -> int:
        """Send a part of the answer, or keep it until the client takes it."""
        try:
            kept: int = super().write_soon(said)
        except OSError:  # no room to keep it
            self.give_up()
            raise
        return kept

    def readable(self) -> bool:
        """Whether to read when something comes."""
        return self._reads_on or bool(super().readable())

    def handle_read(self) -> None:
        """Read what came."""
        if self._reads_on:
            self.recv(self.adj.recv_bytes)
        else:
            super().handle_read()

    def handle_close(self) -> None:
        """Close, but let a client that still sends hear first why nobody listens."""
        if self.connected:
            self._waiting.let_out(self)
        if self._left_body and self.connected and not self._reads_on:
            self._read_on()
            return
        if self.connected and self.total_outbufs_len:  # what is cut off must not look whole, nor be kept
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        super().handle_close()

    def handle_error(self) -> None:
        """Note a mistake of ours in the loop, and close."""
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
        """The bytes that went over the line, without those that the system still keeps for the client."""
        try:
            waiting = fcntl.ioctl(self.socket, termios.TIOCOUTQ, bytes(4))
        except OSError:  # not every system tells
            return self._moved
        return self._moved - int.from_bytes(waiting, sys.byteorder)

    def _has_room(self) -> bool:
        everybody = list(self.server.active_channels.values())
        return bool(sum(one.in_files for one in everybody) <= self._limits.most_in_files)


def give_up_on_most_unread(connections: Iterable[Connection], most: int) -> None:
    """Close those whose clients leave most of their answers unread, until ``most`` bytes are left of all."""
    unread = [(one.unread, one) for one in connections if not one.will_close]
    too_much = sum(size for size, _ in unread) - most
    for size, one in sorted(unread, key=lambda pair: pair[0], reverse=True):
        if too_much <= 0:
            return
        one.give_up()
        too_much -= size
