"""How a value keeps its own direction inside a sentence that runs the other way."""

from __future__ import annotations

import re
import unicodedata

_ISOLATE, _END = "\u2068", "\u2069"  # first strong isolate, pop directional isolate
_LEFTWARD = {"R", "AL"}
_ADDRESS = re.compile(r"[a-z]+://\S+")


def isolated(value: str, direction: str) -> str:
    """``value`` set apart from a sentence of ``direction`` (``ltr`` or ``rtl``) if it runs the other way.

    Without it “415 555 0132” and “5 Pier Street” fall apart in an Arabic sentence, and an Arabic name moves
    the full stop of an English one. Web addresses stay bare: mail programs make links of all that touches
    them. Nothing but eyes reads the marks, and `forms.text.text.clean` drops them from what people paste.
    """
    foreign = _reads_right(value) if direction == "rtl" else _reads_left(value)
    return f"{_ISOLATE}{value}{_END}" if foreign else value


def _reads_right(text: str) -> bool:
    """Whether it must be read from left to right and has more than one piece to keep in order."""
    if text.isdigit() or _reads_left(text) or _ADDRESS.fullmatch(text):
        return False
    return any(character.isalnum() for character in text)


def _reads_left(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _LEFTWARD for letter in text)
