"""Errors in the log: types and places in the code, never their text, which may quote personal data."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from types import TracebackType

_MOST_ERRORS = 4  # in a chain
_MOST_PLACES = 10  # per error, the innermost; a line must fit into one atomic write to a pipe


def failures(error: BaseException | None) -> list[str]:
    """The error and its causes, the last one first: ``KeyError at runtime.web.app:12 form < …``."""
    return [_describe(one) for one, _ in zip(_chain(error), range(_MOST_ERRORS), strict=False)]


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _describe(error: BaseException) -> str:
    places = _places(error.__traceback__)
    return " ".join(filter(None, (_type(error), _code(error), f"at {places}" if places else "")))


def _type(error: BaseException) -> str:
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")


def _code(error: BaseException) -> str:
    """The code of an error of the system or SQLite: ``ENOSPC``, ``SQLITE_BUSY``."""
    if isinstance(error, OSError):
        return errno.errorcode.get(error.errno or 0, "")
    return str(getattr(error, "sqlite_errorname", ""))


def _places(found: TracebackType | None) -> str:
    """The places in the code, the innermost first."""
    places = [
        f"{_module(frame.f_globals, frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(found)
    ]
    return " < ".join(places[: -_MOST_PLACES - 1 : -1])


def _module(names: dict[str, object], file: str) -> str:
    return PurePath(str(names.get("__name__", file))).name  # a template's path
