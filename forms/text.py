"""The one gate for text: what enters is NFC, single-spaced at the ends and free of control characters."""

from __future__ import annotations

import unicodedata


def clean(text: str, *, lines: bool = False) -> str:
    """Normalise typed text; ``lines`` keeps line breaks (as ``\\n``), else they become spaces.

    Surrogates, NULs, control characters and bidirectional overrides are dropped: left in, they crash or
    differ between databases, or make one text look like another.
    """
    text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode("utf-8"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(_kept(character, lines=lines) for character in text)
    return text.strip()


def ascii_digits(text: str) -> str:
    """``text`` with the digits of every script written 0 to 9, so that what people type is understood."""
    return "".join(_digit(character) for character in text)


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _kept(character: str, *, lines: bool) -> str:
    if character in "\n\t":
        return character if lines and character == "\n" else " "
    return "" if unicodedata.category(character) in _DROPPED or character in _OVERRIDES else character


_DROPPED = {"Cc", "Cs", "Cn"}
_OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
