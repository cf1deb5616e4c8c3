"""Problems of specs, themes and catalogues: place, cause and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

UNTRANSLATED = frozenset({"E402", "E403"})
"""The codes that a lenient build accepts: the text is shown in the source language, and marked."""


@dataclass(frozen=True)
class Problem:
    """One problem for an author to fix; codes starting with E prevent a build, W do not.

    Lines and columns count from 1; ``end_column`` is after the last character.
    """

    code: str
    file: str
    line: int
    column: int
    end_column: int
    message: str
    remedy: str

    @property
    def is_error(self) -> bool:
        """Whether it prevents a build."""
        return self.code.startswith("E")


def at_most(problems: Iterable[Problem], count: int) -> tuple[Problem, ...]:
    """The first ``count`` problems of each file, and a note on how many more there are."""
    by_file: dict[str, list[Problem]] = {}
    for problem in in_order(problems):
        by_file.setdefault(problem.file, []).append(problem)
    return tuple(kept for found in by_file.values() for kept in _first(found, count))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by file and place, without duplicates."""
    return tuple(sorted(set(problems), key=_place))


def errors_among(problems: Iterable[Problem]) -> Sequence[Problem]:
    """The problems that prevent a build."""
    return tuple(problem for problem in problems if problem.is_error)


def _first(found: list[Problem], count: int) -> list[Problem]:
    if len(found) <= count:
        return found
    last = found[count]
    more = f"There are {len(found) - count:,} more problems in this file."
    remedy = "Mend the first ones and check again: many may have one cause."
    return [*found[:count], Problem("E116", last.file, last.line, last.column, last.end_column, more, remedy)]


def _place(problem: Problem) -> tuple[str, int, int, str, str]:
    return (problem.file, problem.line, problem.column, problem.code, problem.message)
