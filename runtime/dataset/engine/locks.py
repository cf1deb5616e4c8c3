"""A lock for one writer at a time, across threads and processes of this machine."""

from __future__ import annotations

import fcntl
import os
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runtime.dataset.records.errors import Unavailable

_PAUSE = 0.00005  # seconds between two tries to lock the file


class WriterLock:
    """A file lock with a queue, so that writers wait here, with a time limit, instead of in the database.

    Advisory and not reentrant. The kernel opens it when a process dies.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()
        self._waiting = 0  # threads of this process, approximately
        self._file = self._opened()
        _made.add(self)

    @contextmanager
    def held(self, until: float) -> Iterator[None]:
        """Hold the lock; raises Unavailable when it is not free at ``until`` (of `time.monotonic`)."""
        thread, file = self._thread, self._file  # released on these objects, even after a fork
        self._waiting += 1
        try:
            if not thread.acquire(timeout=max(until - time.monotonic(), 0)):
                raise Unavailable(_BUSY)
        finally:
            self._waiting -= 1
        try:
            _lock(file, until)
            try:
                yield
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)
        finally:
            thread.release()
            if self._waiting:
                time.sleep(0)  # Python's locks are not fair: let a waiting thread run

    def close(self) -> None:
        """Close the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def begin_anew(self) -> None:
        """In a forked process: open a file of its own. The parent's file lock would be shared, and its thread
        lock may be held by a thread that does not exist here.
        """
        if self._file >= 0:
            os.close(self._file)
            self._file = self._opened()
        self._thread = threading.Lock()
        self._waiting = 0

    def _opened(self) -> int:
        return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _lock(file: int, until: float) -> None:
    """Lock the file by polling, the only way to wait with a time limit."""
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise Unavailable(_BUSY) from None
            time.sleep(_PAUSE)
        else:
            return


def _begin_anew() -> None:
    for lock in list(_made):
        lock.begin_anew()


_BUSY = "Others are writing to the database and do not end; try again soon."
_made: weakref.WeakSet[WriterLock] = weakref.WeakSet()
os.register_at_fork(after_in_child=_begin_anew)  # before any thread of the child can run
