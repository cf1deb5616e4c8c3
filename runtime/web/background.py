"""Background work of a process that can render pages: some letters contain a submission as PDF."""

from __future__ import annotations

import atexit
from dataclasses import replace
from functools import partial

from runtime.services.background.loop import Worker
from runtime.services.pdf import PdfPrinter
from runtime.web.http.request_context import WebServices
from runtime.web.owner.paper import copy_for_agency


def worker(services: WebServices, *, pause: float = 3, rest: float = 60) -> Worker:
    """The background worker of this process; for ``pause`` and ``rest`` see `Worker`."""
    return Worker(services, partial(copy_for_agency, services), pause=pause, rest=rest)


def work_beside(services: WebServices) -> None:
    """Run background work in a thread of this process until it ends, if the settings say so.

    Sufficient for a small city.
    """
    if services.settings.work:
        beside = worker(
            replace(services, pdf=PdfPrinter())
        )  # a printer of its own, so that letters do not delay users' PDFs
        beside.start()
        atexit.register(beside.stop)
