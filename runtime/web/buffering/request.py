"""A request being received: a body over the limit is not read, and the response explains it."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser
from werkzeug.exceptions import RequestEntityTooLarge

from runtime.dataset.records.errors import NoRoom, Unavailable
from runtime.services.health import is_disk_full
from runtime.web.buffering.limits import Limits


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Waitress's request, whose headers decide whether its body is read.

    If not, the application gets the request without its body, and an exception when it reads that: it
    responds as when it refuses a body itself, in the user's language.
    """

    body_rcv: Any  # receives the body, once its length is known
    left_body = False  # the body may still arrive and is discarded
    _instead: io.RawIOBase | None = None

    def __init__(self, limits: Limits, has_room: Callable[[], bool], adjustments: Adjustments) -> None:
        super().__init__(adjustments)
        self._limits = limits
        self._has_room = has_room

    @property
    def in_files(self) -> int:
        """Bytes of its body in a temporary file: only what has arrived."""
        if self.body_rcv is None:
            return 0
        size = int(self.body_bytes_received)
        return size if size > self._limits.in_memory else 0

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the headers and decide whether to read the body."""
        super().parse_header(header_plus)
        if self.content_length > self._largest:
            self._leave_body(RequestEntityTooLarge())

    def received(self, data: bytes) -> int:
        """Process received data; returns how many bytes belong to this request."""
        try:
            result: int = super().received(data)
        except OSError as problem:  # disk full, or too many open files
            self._leave_body(NoRoom() if is_disk_full(problem) else _no_room())
            self.completed = True
            return len(data)
        if self.chunked and self._has_grown_too_large():
            self._leave_body(RequestEntityTooLarge())
            self.completed = True
        elif self.in_files and not self._has_room():
            self._leave_body(_no_room())
            self.completed = True
        return result

    def get_body_stream(self) -> Any:
        """The stream that the application reads."""
        return self._instead or super().get_body_stream()

    def _has_grown_too_large(self) -> bool:
        receiver = self.body_rcv
        if receiver is None:
            return False
        between = len(receiver.control_line) + len(receiver.trailer)  # buffered until complete
        return between > self._limits.largest_headers or bool(self.body_bytes_received > self._largest)

    @property
    def _largest(self) -> int:
        return self._limits.largest_post if self._has_session() else self._limits.largest_guest_post

    def _has_session(self) -> bool:
        pairs = (pair.strip().partition("=") for pair in self.headers.get("COOKIE", "").split(";"))
        return any(name == self._limits.session_cookie and value for name, _, value in pairs)

    def _leave_body(self, why: Exception) -> None:
        if self.body_rcv is not None:
            with suppress(OSError):
                self.body_rcv.getbuf().close()
        self.body_rcv, self._instead, self.left_body = None, _Left(why), True
        self.content_length = 0  # Waitress reads nothing more; the application still sees the header
        self.expect_continue = False
        self.headers["CONNECTION"] = "close"


class _Left(io.RawIOBase):
    """A body that was not read: reading it raises the reason."""

    def __init__(self, why: Exception) -> None:
        self._why = why

    def readable(self) -> bool:
        return True

    def readinto(self, _: Any) -> int:
        raise self._why


def _no_room() -> Unavailable:
    return Unavailable("There is no room for what was sent; try again soon.")
