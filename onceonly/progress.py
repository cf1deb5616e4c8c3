"""What a command is doing, on one line of the terminal, until it is done."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 1.0  # seconds after which people begin to wonder
_EVERY = 0.5
_CLEAR = "\r\x1b[K"


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Show on a terminal what is being done, and for how many seconds, if it takes longer than one.

    Gives a function that names the part of the work that begins. The line stands on stderr and is gone
    afterwards; where stderr is no terminal nothing is written. Nothing else may be printed meanwhile.
    """
    line = _Line(what)
    if not sys.stderr.isatty():
        yield line.tell
        return
    shown = threading.Thread(target=line.show, daemon=True)
    shown.start()
    try:
        yield line.tell
    finally:
        line.over.set()
        shown.join()


class _Line:
    """The line of one piece of work."""

    def __init__(self, what: str) -> None:
        self.over = threading.Event()
        self._what = what
        self._part = ""
        self._started = time.monotonic()

    def tell(self, part: str) -> None:
        """Name the part of the work that begins."""
        self._part = part

    def show(self) -> None:
        """Write the line again and again until the work is over; then remove it."""
        if self.over.wait(_PATIENCE):
            return
        while not self.over.wait(_EVERY):
            seconds = f"{time.monotonic() - self._started:.0f} s"
            said = " ".join(filter(None, (self._what, self._part, "…", seconds)))
            self._write(_CLEAR + said)
        self._write(_CLEAR)

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
