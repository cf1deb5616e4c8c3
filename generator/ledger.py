"""What was found out, beside the digest of all that it was made from: the same digest means the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.memory import Memory

# Any: what is noted is JSON, and whoever noted it knows its shape.
Packed = Mapping[str, Any]


class Ledger:
    """One page of the memory: what was noted last time is known, what is noted now is known next time."""

    def __init__(self, memory: Memory | None, name: str) -> None:
        self._memory, self._name = memory, name
        self._known = memory.found(name) if memory else {}
        self._noted: dict[str, Any] = {}

    def known(self, of: str, key: str) -> Packed | None:
        """What was noted of something, if it was made from just what ``key`` stands for; it is kept then."""
        found = self._known.get(of)
        if found is None or found[0] != key:
            return None
        self._noted[of] = found
        packed: Packed = found[1]
        return packed

    def note(self, of: str, key: str, packed: Callable[[], Packed]) -> None:
        """Remember something for next time."""
        if self.known(of, key) is None:
            self._noted[of] = (key, packed())

    def close(self) -> None:
        """Nothing more will be noted: what was not is forgotten."""
        if self._memory:
            self._memory.keep(self._name, self._noted)
