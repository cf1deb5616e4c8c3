"""Parts of posts: reading one cleaned text, and the post that controls would send."""

from __future__ import annotations

from forms.fields.base import Posted, Typed
from forms.text.text import clean


def one(posted: Posted, part: str = "", *, lines: bool = False) -> str:
    """The cleaned text of one part; several values are joined, so that none is lost."""
    return clean(" ".join(posted.get(part, ())), lines=lines)


def posted(typed: Typed) -> Posted:
    """The post of controls that show ``typed``."""
    return {part: (texts,) if isinstance(texts, str) else texts for part, texts in typed.items()}
