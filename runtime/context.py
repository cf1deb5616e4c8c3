"""Small shapes that templates read: mappings that never lack a key, and links of the error summary."""

from __future__ import annotations

from typing import Any, NamedTuple


class Link(NamedTuple):
    """One line of the error summary: what is wrong, and where to put it right."""

    href: str
    text: str


class Texts(dict[str, Any]):
    """A mapping whose missing keys read as empty text. Any: texts, or lists of texts."""

    def __missing__(self, key: str) -> str:
        return ""


class Lists(dict[str, Any]):
    """A mapping whose missing keys read as nothing in a row. Any: rows, files or options."""

    def __missing__(self, key: str) -> tuple[()]:
        return ()
