"""Isolates values of the other direction inside a sentence (Unicode bidi isolates)."""

from __future__ import annotations

import re
import unicodedata

_ISOLATE, _END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate
_LEFTWARD = {"R", "AL"}
_ADDRESS = re.compile(r"[a-z]+://\S+")


def isolated(value: str, direction: str) -> str:
    """``value`` isolated from a sentence of ``direction`` (``ltr`` or ``rtl``) if its direction differs.

    Without it “415 555 0132” and “5 Pier Street” are reordered in an Arabic sentence, and an Arabic name
    moves the full stop of an English one. Web addresses are not isolated, because mail programs would include
    the marks in links. `forms.text.text.clean` removes the marks from pasted text.
    """
    foreign = _reads_right(value) if direction == "rtl" else _reads_left(value)
    return f"{_ISOLATE}{value}{_END}" if foreign else value


def _reads_right(text: str) -> bool:
    """Whether it must be shown left to right and has several parts whose order matters."""
    if text.isdigit() or _reads_left(text) or _ADDRESS.fullmatch(text):
        return False
    return any(character.isalnum() for character in text)


def _reads_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _LEFTWARD for letter in text)
