"""One writer at a time, across threads and processes of this machine."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WriterLock:
    """A queue in front of a file: writers wait here, in the kernel, instead of polling a busy file.

    Advisory and not reentrant. The kernel opens it when a process dies.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = threading.Lock()
        self._file = self._opened()
        self._process = os.getpid()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the turn; the next writer follows at the end of the block."""
        if self._process != os.getpid():
            WriterLock.__init__(self, self._path)  # a fork shares its parent's lock: both would hold it
        with self._thread:
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give the file back."""
        if self._process == os.getpid() and self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _opened(self) -> int:
        return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
