"""One printing process: a page in, a PDF out, within limits. Run as ``python -m runtime.services.pdf``."""

from __future__ import annotations

import importlib
import resource
import sys

from runtime.services.pdf.exit_codes import NO_LIBRARIES, TOO_LARGE

_MOST_MEMORY = 1_500_000_000  # bytes of address space; a long form in Chinese needs a third of it
_MOST_SECONDS = 30  # of CPU time


def main() -> int:
    """Read the page from standard input, write the PDF to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    try:
        drawing = importlib.import_module("runtime.services.pdf.drawing")
    except OSError:  # a missing system library
        return NO_LIBRARIES
    try:
        pdf: bytes = drawing.drawn(sys.stdin.buffer.read().decode())
    except MemoryError:
        return TOO_LARGE
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
