"""Waitress's log without what people sent: it quotes addresses, paths and the texts of exceptions."""

from __future__ import annotations

import logging
import sys
import traceback


def keep_contents_out_of_the_log() -> None:
    """Let Waitress log what kind of thing went wrong and where in the code, and nothing else."""
    logger = logging.getLogger("waitress")
    logger.setLevel(logging.WARNING)  # below it stands who went away from which page
    logger.addFilter(_places_only)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it counts who waits, at every request


def _places_only(record: logging.LogRecord) -> bool:
    if record.levelno >= logging.ERROR or record.exc_info:
        kind, _, trace = record.exc_info or sys.exc_info()
        places = "".join(traceback.format_tb(trace))
        record.msg = "The web server met %s\n%s"
        record.args = (kind.__name__ if kind else "a problem", places)
        record.exc_info = record.exc_text = None
    return True
