"""One mistake of an author, as a change of a good file."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """``old`` is replaced by ``new`` in ``file``; ``at`` are the characters that must be marked."""

    code: str
    file: str
    old: str
    new: str
    at: str
    says: str = ""  # words of message and remedy
