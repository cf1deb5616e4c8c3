"""How much work something takes, alike on every machine: calls are counted, and what never ends is stopped.

Nothing here measures speed; that is what `make bench` is for.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ENOUGH = 60.0
"""Seconds of the processor: far more than any test needs, far less than an explosion takes."""


class Endless(BaseException):
    """Something goes on and on; not an Exception, so that nobody on the way takes it for theirs."""


def calls(work: Callable[[], object]) -> int:
    """How many functions are called."""
    count = 0

    def called(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@contextmanager
def comes_to_an_end(seconds: float = ENOUGH) -> Iterator[None]:
    """Raises Endless when what stands within keeps the processor busy for so long."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Endless(f"no end after {seconds:.0f} s of the processor")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def until(so: Callable[[], object], seconds: float = 2 * ENOUGH) -> None:
    """Ask until it is so; the seconds only keep a test from waiting for ever."""
    end = time.monotonic() + seconds
    while not so():
        if time.monotonic() > end:
            raise Endless(f"not so after {seconds:.0f} s")
        time.sleep(0.02)
