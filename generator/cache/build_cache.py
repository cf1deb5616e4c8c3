"""What a process has read and made, kept for its next build."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made")


class BuildCache:
    """Things by their kind and by the digest of everything they were made from: equal digests, equal things.

    It begins with what the build ``before`` asked for, and holds what this one asks for: nothing older.
    """

    # Any: each kind of thing is asked for in one place, which knows its type.
    def __init__(self, before: BuildCache | None = None) -> None:
        self._before: dict[tuple[str, str], Any] = before._made if before else {}
        self._made: dict[tuple[str, str], Any] = {}

    def recall(self, kind: str, inputs: str, make: Callable[[], Made]) -> Made:
        """What was made from ``inputs``, made now if this is the first time."""
        key = (kind, inputs)
        if key not in self._made:
            self._made[key] = self._before[key] if key in self._before else make()
        found: Made = self._made[key]
        return found
