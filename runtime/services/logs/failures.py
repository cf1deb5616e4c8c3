"""What a log says about an error: types and places in the code, never its text, which may quote anything."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from types import TracebackType

_MOST_ERRORS = 4  # in a chain
_MOST_PLACES = 10  # of one error, the innermost: a line must go through a pipe in one piece


def failures(error: BaseException | None) -> list[str]:
    """The error and those behind it, the last one first: ``KeyError at runtime.web.app:12 form < …``."""
    return [_told(one) for one, _ in zip(_chain(error), range(_MOST_ERRORS), strict=False)]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _told(error: BaseException) -> str:
    places = _places(error.__traceback__)
    return " ".join(filter(None, (_type(error), _code(error), f"at {places}" if places else "")))


def _type(error: BaseException) -> str:
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")


def _code(error: BaseException) -> str:
    """Why the system or SQLite refused, by name: ``ENOSPC``, ``SQLITE_BUSY``."""
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "")
    return str(getattr(error, "sqlite_errorname", ""))


def _places(found: TracebackType | None) -> str:
    """The innermost first."""
    places = [
        f"{_module(frame.f_globals, frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(found)
    ]
    return " < ".join(places[: -_MOST_PLACES - 1 : -1])


def _module(names: dict[str, object], file: str) -> str:
    return PurePath(str(names.get("__name__", file))).name  # a template calls itself by its path
