"""The direction in which a line of text reads."""

from __future__ import annotations

import unicodedata


def reads(text: str) -> str:
    """The direction of a line that people wrote: that of its first letter, and of numbers from the left.

    Browsers find it out by themselves; the press must be told.
    """
    classes = (unicodedata.bidirectional(character) for character in text)
    first = next((found for found in classes if found in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"
