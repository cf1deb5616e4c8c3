"""Derives names for files, fields and addresses from titles."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60


def name_from(text: str, joined: str) -> str:
    """A name of letters a to z and digits: “Café permit” becomes cafe_permit, “寿司” is empty."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only.lower())
    return joined.join(words).lstrip("0123456789-_")[:LONGEST].rstrip("-_")
