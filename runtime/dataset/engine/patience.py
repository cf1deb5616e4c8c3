"""The time limit for a request's waits for the database, over all its transactions."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

SECONDS = 4.0  # with the response itself, users wait five at most


@dataclass
class _Patience:
    left: float = SECONDS


_patience: ContextVar[_Patience | None] = ContextVar("patience", default=None)


def begin() -> None:
    """Begin a request: from here on its waits are added up."""
    _patience.set(_Patience())


def end() -> None:
    """End a request: later waits of this thread are not added up."""
    _patience.set(None)


@contextmanager
def waiting(at_most: float = SECONDS) -> Iterator[float]:
    """Wait within the context, at most until the yielded time (of `time.monotonic`)."""
    patience = _patience.get() or _Patience()
    started = time.monotonic()
    try:
        yield started + min(patience.left, at_most)
    finally:
        patience.left = max(patience.left - (time.monotonic() - started), 0.0)
