"""Stages a file in a process of its own, which is killed on the way or tells how much memory it took.

``python -m tests.contract.staging URL BYTES READ``: ``READ`` bytes are read of ``BYTES``, then it is killed;
with ``READ`` beyond ``BYTES`` it is killed when all is staged, with ``memory`` it goes on to its end.
"""

from __future__ import annotations

import os
import signal
import sys
import tracemalloc
from io import RawIOBase
from typing import IO, cast

from runtime.dataset.files import open_files


class Zeros(RawIOBase):
    """A stream of zeros that is never in memory, and kills its process when it has given so many."""

    def __init__(self, size: int, last: int) -> None:
        self._left, self._last = size, size - last

    def read(self, size: int = -1) -> bytes:
        if self._left <= self._last:
            os.kill(os.getpid(), signal.SIGKILL)
        given = bytes(min(size, self._left))
        self._left -= len(given)
        return given


def _measure(url: str, size: int) -> int:
    """The bytes of memory that it took at most to stage, place, check and read a file."""
    files = open_files(url)
    files.has("0" * 64)  # what is loaded once
    tracemalloc.start()
    staged = files.stage(cast(IO[bytes], Zeros(size, size + 1)), size)
    files.place(staged)
    assert files.verify(staged.digest)
    content = files.open(staged.digest)
    assert content
    with content:
        while content.read(2**16):
            pass
    return tracemalloc.get_traced_memory()[1]


def _main(url: str, size: int, read: str) -> None:
    if read == "memory":
        print(_measure(url, size))
        return
    open_files(url).stage(cast(IO[bytes], Zeros(size, int(read))), size)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
