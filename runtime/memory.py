"""What a worker worked out a moment ago, for as long as all that it follows from stays the same."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from threading import Lock
from typing import Any, NamedTuple, TypeVar

Found = TypeVar("Found")

_KEPT = 256
_ROOM = 16_000_000
"""Bytes, about: 256 forms as far as they are filled in, or pages as they were shown, have some 30 KB each."""

_LARGEST = _ROOM // 16
_OBJECT = 60  # bytes of a number, or of an entry in a list
_SMALL = (int, float, date, type(None))  # asked for first: whether something is a mapping takes long to say


class _Kept(NamedTuple):
    causes: tuple[object, ...]
    found: Any  # each key has its own type
    weight: int


class Memory:
    """Remembers results of pure functions: who opens a page that she just saved or looked at waits less.

    Requests may share what is remembered, so nobody may change it. What is large is not kept, and the oldest
    makes room: nobody can fill a worker with it.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._kept: dict[Hashable, _Kept] = {}  # the oldest first
        self._room = room
        self._changing = Lock()

    def recall(
        self,
        key: Hashable,
        causes: tuple[object, ...],
        work_out: Callable[[], Found],
        weigh: Callable[[Found], int] = sys.getsizeof,
    ) -> Found:
        """What ``work_out`` gave for ``key`` before, if ``causes`` are still the very same objects.

        ``weigh`` says how many bytes it takes, with all causes that nobody else keeps.
        """
        kept = self._kept.get(key)
        if kept is not None and all(was is now for was, now in zip(kept.causes, causes, strict=True)):
            remembered: Found = kept.found
            return remembered
        found = work_out()
        with self._changing:
            self._keep(key, _Kept(causes, found, weigh(found)))
        return found

    def _keep(self, key: Hashable, new: _Kept) -> None:
        self._room += self._kept.pop(key).weight if key in self._kept else 0
        if new.weight > _LARGEST:
            return
        while self._kept and (len(self._kept) >= _KEPT or new.weight > self._room):
            self._room += self._kept.pop(next(iter(self._kept))).weight
        self._kept[key] = new
        self._room -= new.weight


def weight(*kept: object) -> int:
    """About how many bytes some texts, lists and mappings take, with all that they hold."""
    total = 0
    for each in kept:
        total += _OBJECT
        if isinstance(each, str):
            total += sys.getsizeof(each)
        elif isinstance(each, list | tuple):
            total += weight(*each)
        elif not isinstance(each, _SMALL) and isinstance(each, Mapping):
            total += weight(*each, *each.values())
    return total
