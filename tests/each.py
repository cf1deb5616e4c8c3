"""One test for a whole table: every case is tried, and those that fail are named with their faults."""

from __future__ import annotations

import itertools
import traceback
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

# Any: cases are of every kind, and one test may take several of them.
Table = Mapping[str, Any] | Iterable[tuple[str, Any]]
"""Cases by their names."""


def each(*tables: Table) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Make a test that takes a case (one of each table) into one that tries all of them.

    For cases that take less time than a test of their own would, and need no fixture.
    """
    rows = [list(table.items() if isinstance(table, Mapping) else table) for table in tables]

    def of_all(holds: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            __tracebackhide__ = True
            tried, faults = 0, []
            for row in itertools.product(*rows):
                tried += 1
                try:
                    holds(*(case for _, case in row))
                except (Exception, pytest.fail.Exception):
                    named = ", ".join(name for name, _ in row)
                    faults.append(f"[{named}]\n{traceback.format_exc(limit=-3)}")
            if faults or not tried:
                pytest.fail(f"{len(faults)} of {tried} cases fail:\n\n" + "\n".join(faults), pytrace=False)

        test.__name__, test.__qualname__ = holds.__name__, holds.__qualname__
        test.__module__, test.__doc__ = holds.__module__, holds.__doc__
        return test

    return of_all


def named(cases: Iterable[Any], name: Callable[[Any], str] = str) -> list[tuple[str, Any]]:
    """The cases, each with a name of its own."""
    return [(name(case), case) for case in cases]
