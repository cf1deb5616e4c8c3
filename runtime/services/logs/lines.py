"""How a line looks, and the set-up of Python's logging: whatever is logged goes to stderr, as JSON."""

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
"""Loggers of libraries whose texts with arguments are constants; others put values into the text itself."""
_LEFT_OUT = "…"
_LONGEST_NUMBER = 7  # digits: processes, exit codes, counts; those that cities give to people have more


class Lines(logging.Formatter):
    """One JSON object a line: of our own events their facts, of anything else nothing that quotes a value."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, made from nothing but what is told here: no traceback, no text of another's."""
        return json.dumps(_told(record), default=str)


def configure(level: str = "info") -> None:
    """Send every line of this process to stderr; ``level`` (one of LEVELS) is that of our own events."""
    logging.raiseExceptions = False  # else a line that cannot be written is printed with its values
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(Lines())
    logging.basicConfig(handlers=[lines], level=logging.WARNING, force=True)
    logging.getLogger(OWN).setLevel(level.upper())
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it counts who waits, at every request
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda found: event(Event.FAILED, errors=failures(found.exc_value))
    threading.excepthook = lambda found: event(Event.FAILED, errors=failures(found.exc_value))


def _uncaught(kind: type[BaseException], error: BaseException, found: TracebackType | None) -> None:
    if issubclass(kind, Exception):
        event(Event.FAILED, errors=failures(error))
    else:
        sys.__excepthook__(kind, error, found)  # Ctrl+C


def _told(record: logging.LogRecord) -> dict[str, object]:
    kind, facts = getattr(record, "event", None), getattr(record, "facts", {})
    if not isinstance(kind, Event):
        kind, facts = Event.LIBRARY, _of_library(record)
    request = current()
    return {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": kind.told,
        "request": request.request or None,
        "account": request.account or None,
        **facts,
    }


def _of_library(record: logging.LogRecord) -> dict[str, object]:
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    return {
        "logger": record.name,
        "place": f"{record.module}:{record.lineno}",
        "message": _said(record) if record.name.startswith(_CONSTANT) else "",
        "errors": failures(error),
    }


def _said(record: logging.LogRecord) -> str:
    """The text with short numbers and signals; a text that comes without arguments may hold values itself."""
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
