"""Background work of a process that can make pages: some letters bring a submission as PDF."""

from __future__ import annotations

import atexit
from dataclasses import replace
from functools import partial

from runtime.services.background.loop import Worker
from runtime.services.pdf import PdfPrinter
from runtime.web.http.request_context import WebServices
from runtime.web.owner.paper import copy_for_agency


def worker(services: WebServices, *, pause: float = 3, rest: float = 60) -> Worker:
    """Somebody who does the work; for ``pause`` and ``rest`` see `Worker`."""
    return Worker(services, partial(copy_for_agency, services), pause=pause, rest=rest)


def work_beside(services: WebServices) -> None:
    """Work in a thread of this process, if the settings say so, and end when it does.

    That is enough for a small city.
    """
    if services.settings.work:
        beside = worker(
            replace(services, pdf=PdfPrinter())
        )  # nobody who waits for a PDF waits for a letter's
        beside.start()
        atexit.register(beside.stop)
