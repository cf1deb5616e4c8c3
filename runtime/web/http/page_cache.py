"""A cache of rendered pages per worker."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

KEPT = 256
"""Number of pages; a form of forty questions has some 25 KB."""

LONGEST = 60_000
"""Characters of a page; longer ones are not cached, to limit the memory of a worker."""


class PageCache:
    """Rendered pages by all values that they depend on; the least recently used one is dropped."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, str] = OrderedDict()
        self._changing = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable) -> str | None:
        """The cached page of these values, or None."""
        with self._changing:
            if key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def keep(self, key: Hashable, text: str) -> None:
        """Cache a page unless it is too long."""
        if len(text) > LONGEST:
            return
        with self._changing:
            self._pages[key] = text
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
