"""How long a request waits for the database: a few seconds, all its transactions together."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

SECONDS = 4.0  # with the time that the answer itself takes, people wait five at most


@dataclass
class _Patience:
    left: float = SECONDS


_patience: ContextVar[_Patience | None] = ContextVar("patience", default=None)


def begin() -> None:
    """Begin a request: from here on its waits are added up."""
    _patience.set(_Patience())


def end() -> None:
    """End a request: what this thread does after it waits on its own account."""
    _patience.set(None)


@contextmanager
def waiting(at_most: float = SECONDS) -> Iterator[float]:
    """Wait inside of the block, until the moment (of `time.monotonic`) that it is given at the latest."""
    patience = _patience.get() or _Patience()
    started = time.monotonic()
    try:
        yield started + min(patience.left, at_most)
    finally:
        patience.left = max(patience.left - (time.monotonic() - started), 0.0)
