"""The text of one posted part, through the gate."""

from __future__ import annotations

from forms.fields.base import Posted
from forms.text import clean


def one(posted: Posted, part: str = "", *, lines: bool = False) -> str:
    """What was typed in one part; several values for it become one text, so that none is lost."""
    return clean(" ".join(posted.get(part, ())), lines=lines)
