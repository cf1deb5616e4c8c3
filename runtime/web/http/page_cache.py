"""The pages that a worker showed last: who opens one again waits less."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

KEPT = 256
"""Pages; a form of forty questions has some 25 KB."""

LONGEST = 60_000
"""Characters: whoever writes more than people do cannot fill a worker with it."""


class PageCache:
    """Texts of pages, each by all values that it follows from; the one asked for longest ago makes room."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, str] = OrderedDict()
        self._changing = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable) -> str | None:
        """The page of these values, if it is still there."""
        with self._changing:
            if key not in self._pages:
                return None
            self._pages.move_to_end(key)
            return self._pages[key]

    def keep(self, key: Hashable, text: str) -> None:
        """Keep a page, unless it is long."""
        if len(text) > LONGEST:
            return
        with self._changing:
            self._pages[key] = text
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
