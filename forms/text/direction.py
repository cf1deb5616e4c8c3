"""The text direction of a line."""

from __future__ import annotations

import unicodedata


def reads(text: str) -> str:
    """The direction (``ltr`` or ``rtl``) of typed text: that of its first letter; numbers are ``ltr``.

    Browsers determine it themselves; printing needs it.
    """
    classes = (unicodedata.bidirectional(character) for character in text)
    first = next((found for found in classes if found in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"
