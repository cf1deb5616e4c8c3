"""What is logged, as lines: every logger at its most talkative, written as the shipped server does it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from runtime.services.logs.lines import Lines

COMMON = ["at", "level", "event", "request", "account"]

Line = dict[str, Any]  # Any: JSON


class Log:
    """Everything logged so far; ``plain`` is how Python's own formatter would have written the same."""

    def __init__(self) -> None:
        self._lines, self._plain = io.StringIO(), io.StringIO()
        formatters: tuple[tuple[io.StringIO, logging.Formatter], ...] = (
            (self._lines, Lines()),
            (self._plain, logging.Formatter("%(name)s %(message)s")),
        )
        self.handlers = [_writing(stream, formatter) for stream, formatter in formatters]

    @property
    def text(self) -> str:
        return self._lines.getvalue()

    @property
    def plain(self) -> str:
        return self._plain.getvalue()

    @property
    def lines(self) -> list[Line]:
        return parsed(self.text)

    def of(self, event: str) -> list[Line]:
        return [line for line in self.lines if line["event"] == event]

    def last(self, event: str) -> Line:
        return self.of(event)[-1]


def parsed(text: str) -> list[Line]:
    """Lines of a log, each of which must begin with what all have in common."""
    lines = [json.loads(line) for line in text.splitlines()]
    assert [list(line)[: len(COMMON)] for line in lines] == [COMMON] * len(lines)
    return lines


@contextmanager
def logged() -> Iterator[Log]:
    """Listen to every logger there is."""
    log, root = Log(), logging.getLogger()
    loggers = [root, *map(logging.getLogger, logging.Logger.manager.loggerDict)]
    before = [(one, one.level, one.propagate) for one in loggers]
    for one in loggers:
        one.setLevel(logging.NOTSET if one is not root else logging.DEBUG)
        one.propagate = True
    for each in log.handlers:
        root.addHandler(each)
    try:
        yield log
    finally:
        for each in log.handlers:
            root.removeHandler(each)
        for one, level, propagates in before:
            one.setLevel(level)
            one.propagate = propagates


def _writing(stream: io.StringIO, formatter: logging.Formatter) -> logging.Handler:
    writing = logging.StreamHandler(stream)
    writing.setFormatter(formatter)
    return writing
