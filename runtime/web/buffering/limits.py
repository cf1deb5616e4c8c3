"""Limits of a worker: seconds per client, bytes per request, bytes of all clients together."""

from __future__ import annotations

from dataclasses import dataclass

from forms.fields.posts import LARGEST_POST, LARGEST_TEXT_POST

_KB = 1024
_MB = 1024 * _KB


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The limits of one worker."""

    session_cookie: str  # requests without it are from guests
    largest_post: int = LARGEST_POST  # bytes
    largest_guest_post: int = LARGEST_TEXT_POST
    largest_headers: int = 32 * _KB
    in_memory: int = 64 * _KB  # bytes of a body; a larger one is written to a temporary file
    most_in_files: int = 512 * _MB  # bytes of all bodies together
    most_unread: int = 256 * _MB  # bytes of all responses not yet read by clients
    connections: int = 1000

    seconds_for_headers: float = 10
    seconds_idle: float = 15  # between two requests
    seconds_at_a_stretch: float = 30  # a transfer that is slower than `slowest` for so long is ended
    slowest: int = 8 * _KB  # bytes per second
    seconds_to_read_on: float = 30  # after a refusal, so that the client receives the response
