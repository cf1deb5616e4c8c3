"""What a worker worked out a moment ago, for as long as all that it follows from stays the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Found = TypeVar("Found")

_KEPT = 256
"""Some 30 KB each: forms as far as they are filled in, and pages as they were shown."""


class Memory:
    """Remembers results of pure functions: who opens a page that she just saved or looked at waits less.

    Requests may share what is remembered, so nobody may change it.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[tuple[object, ...], Any]] = {}  # Any: each key has its own type

    def recall(self, key: Hashable, causes: tuple[object, ...], work_out: Callable[[], Found]) -> Found:
        """What ``work_out`` gave for ``key`` before, if ``causes`` are still the very same objects."""
        kept = self._kept.get(key)
        if kept is not None and all(was is now for was, now in zip(kept[0], causes, strict=True)):
            remembered: Found = kept[1]
            return remembered
        found = work_out()
        if len(self._kept) >= _KEPT:
            self._kept = {}
        self._kept[key] = (causes, found)
        return found
