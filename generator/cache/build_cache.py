"""Results that a process keeps for its next build."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made")


class BuildCache:
    """Results by kind and by the digest of their inputs.

    It starts with the entries of the build ``before``, and keeps only those that this build asks for.
    """

    # Any: the single caller of each kind knows its type.
    def __init__(self, before: BuildCache | None = None) -> None:
        self._before: dict[tuple[str, str], Any] = before._made if before else {}
        self._made: dict[tuple[str, str], Any] = {}

    def recall(self, kind: str, inputs: str, make: Callable[[], Made]) -> Made:
        """The result for ``inputs``, from the cache or made now."""
        key = (kind, inputs)
        if key not in self._made:
            self._made[key] = self._before[key] if key in self._before else make()
        found: Made = self._made[key]
        return found
