"""Posted parts: the text of one, through the gate, and what controls would post."""

from __future__ import annotations

from forms.fields.base import Posted, Typed
from forms.text.text import clean


def one(posted: Posted, part: str = "", *, lines: bool = False) -> str:
    """What was typed in one part; several values for it become one text, so that none is lost."""
    return clean(" ".join(posted.get(part, ())), lines=lines)


def posted(typed: Typed) -> Posted:
    """What controls that show ``typed`` would post."""
    return {part: (texts,) if isinstance(texts, str) else texts for part, texts in typed.items()}
