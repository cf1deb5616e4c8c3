"""Log lines and the set-up of Python's logging: everything goes to stderr as JSON."""

from __future__ import annotations

import json
import logging
import signal
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType

from runtime.services.logs.current import current
from runtime.services.logs.events import OWN, Event, event
from runtime.services.logs.failures import failures

LEVELS = ("debug", "info", "warning")

_CONSTANT = ("gunicorn.", "waitress")
"""Loggers of libraries that pass values as arguments only; other libraries put values into the text."""
_LEFT_OUT = "…"
_LONGEST_NUMBER = 7  # digits: process ids, exit codes, counts; the city's numbers for people are longer


class Lines(logging.Formatter):
    """One JSON object per line: facts of our own events; of other records nothing that may quote a value."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without traceback and without text that may quote a value."""
        return json.dumps(_fields(record), default=str)


def configure(level: str = "info") -> None:
    """Send all log lines of this process to stderr; ``level`` (one of LEVELS) applies to our own events."""
    logging.raiseExceptions = False  # else logging prints a line that cannot be written, with its values
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(Lines())
    logging.basicConfig(handlers=[lines], level=logging.WARNING, force=True)
    logging.getLogger(OWN).setLevel(level.upper())
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it logs the queue length at every request
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda found: event(Event.FAILED, errors=failures(found.exc_value))
    threading.excepthook = lambda found: event(Event.FAILED, errors=failures(found.exc_value))


def _uncaught(kind: type[BaseException], error: BaseException, found: TracebackType | None) -> None:
    if issubclass(kind, Exception):
        event(Event.FAILED, errors=failures(error))
    else:
        sys.__excepthook__(kind, error, found)  # Ctrl+C


def _fields(record: logging.LogRecord) -> dict[str, object]:
    kind, facts = getattr(record, "event", None), getattr(record, "facts", {})
    if not isinstance(kind, Event):
        kind, facts = Event.LIBRARY, _of_library(record)
    request = current()
    return {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": kind.label,
        "request": request.request or None,
        "account": request.account or None,
        **facts,
    }


def _of_library(record: logging.LogRecord) -> dict[str, object]:
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    return {
        "logger": record.name,
        "place": f"{record.module}:{record.lineno}",
        "message": _safe_text(record) if record.name.startswith(_CONSTANT) else "",
        "errors": failures(error),
    }


def _safe_text(record: logging.LogRecord) -> str:
    """The text with short numbers and signals only; text without arguments may contain values itself."""
    if not isinstance(record.msg, str) or not isinstance(record.args, tuple) or not record.args:
        return ""
    try:
        return record.msg % tuple(_harmless(one) for one in record.args)
    except (TypeError, ValueError):
        return ""


def _harmless(argument: object) -> object:
    if isinstance(argument, int) and len(str(abs(argument))) <= _LONGEST_NUMBER:
        return argument
    return argument if argument in signal.Signals.__members__ else _LEFT_OUT
