"""How long a client may take, how much it may send, and how much a worker holds for all of them together."""

from __future__ import annotations

from dataclasses import dataclass

from forms.fields.posts import LARGEST_POST, LARGEST_TEXT_POST

_KB = 1024
_MB = 1024 * _KB


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The limits of one worker."""

    session_cookie: str  # who sends none is a guest
    largest_post: int = LARGEST_POST  # bytes
    largest_guest_post: int = LARGEST_TEXT_POST
    largest_headers: int = 32 * _KB
    in_memory: int = 64 * _KB  # of a body; a larger one lies in a file until it was answered
    most_in_files: int = 512 * _MB  # of all bodies together
    most_unread: int = 256 * _MB  # of all answers that clients have not taken yet
    connections: int = 1000

    seconds_for_headers: float = 10
    seconds_idle: float = 15  # between two requests
    seconds_at_a_stretch: float = 30  # a body or an answer that is slower for so long is given up
    slowest: int = 8 * _KB  # bytes a second
    seconds_to_read_on: float = 30  # what nobody wants, so that the client hears why
