"""Printing pages as accessible PDF, each in a short-lived process."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from forms.text.extras import is_installed, missing
from runtime.services.pdf.exit_codes import REASONS

_COMMAND = (
    sys.executable,
    "-I",
    "-m",
    "runtime.services.pdf",
)  # -I: independent of the working directory and the environment


class CannotPrint(Exception):
    """The page could not be printed; the text says why to an operator and quotes nothing of the page."""


class PdfPrinter:
    """Prints one page at a time, to leave memory and processors to other requests.

    A printing process needs some 150 MB and one or two seconds, hence not in the worker; the queue is short.
    """

    def __init__(self, *, waiting: int = 1, patience: float = 10, seconds: float = 20) -> None:
        self._room = threading.BoundedSemaphore(1 + waiting)
        self._turn = threading.Lock()
        self._patience = patience
        self._seconds = seconds

    @cached_property
    def is_there(self) -> bool:
        """Whether the libraries are installed; pages do without their links to PDFs otherwise."""
        return is_installed("pdf")

    def render(self, html: str) -> bytes:
        """The page as PDF/UA; raises CannotPrint."""
        if not self.is_there:
            raise CannotPrint(missing("pdf"))
        with self._in_turn():
            return self._run(html.encode())

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if not self._room.acquire(blocking=False):
            raise CannotPrint("Too many pages are being printed at once.")
        try:
            if not self._turn.acquire(timeout=self._patience):
                raise CannotPrint("Another page took too long to print.")
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._room.release()

    def _run(self, html: bytes) -> bytes:
        try:
            # The page goes through pipes only, so nothing of it is written to disk.
            done = subprocess.run(  # noqa: S603  our own module and interpreter
                _COMMAND,
                input=html,
                capture_output=True,
                timeout=self._seconds,
                check=False,
                env=_environment_of_child(),
            )
        except subprocess.TimeoutExpired:
            raise CannotPrint(f"Printing took more than {self._seconds:.0f} seconds.") from None
        if done.returncode:
            raise CannotPrint(REASONS.get(done.returncode, f"Printing ended with code {done.returncode}."))
        return done.stdout


def _environment_of_child() -> dict[str, str]:
    """The environment of the printing process: the font cache, and no secrets."""
    return {name: os.environ[name] for name in ("HOME", "XDG_CACHE_HOME") if name in os.environ}
