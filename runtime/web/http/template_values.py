"""Mappings for templates that have a default for missing keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from forms.pages.every_page import Link

__all__ = ["Found", "Link", "Lists", "Texts"]


class Texts(defaultdict[str, Any]):
    """A mapping with empty text for missing keys. Any: texts, or lists of texts."""

    def __init__(self, *known: Mapping[str, Any], **more: Any) -> None:
        super().__init__(str, *known, **more)


class Lists(dict[str, Any]):
    """A mapping with an empty tuple for missing keys. Any: rows, files or options."""

    def __missing__(self, key: str) -> tuple[()]:
        return ()


class Found(dict[str, Any]):
    """Calls ``find`` for a key when a template reads it; most pages never do. Any: files or options."""

    def __init__(self, find: Callable[[str], object]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: str) -> object:
        found = self[key] = self._find(key)
        return found
