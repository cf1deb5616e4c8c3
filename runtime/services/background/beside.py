"""The work done beside serving, in a thread of each process that answers: enough for a small city."""

from __future__ import annotations

import atexit
from dataclasses import replace

from runtime.services.background.loop import Worker
from runtime.services.pdf import Press
from runtime.web.http.request_context import Service


def work_beside(service: Service) -> None:
    """Begin, if the settings say so, and end when the process does."""
    if service.settings.work:
        worker = Worker(replace(service, press=Press()))  # nobody who waits for a PDF waits for a letter's
        worker.start()
        atexit.register(worker.stop)
