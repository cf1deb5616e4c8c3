"""Texts that are not translated, or whose source text has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.problems import Problem
from generator.translate.status import Progress
from generator.translate.wording import short


def problems_of_progress(areas: Iterable[Progress]) -> Iterator[Problem]:
    """One problem for each area with missing texts, and one for each with stale ones."""
    for area in areas:
        if area.missing:
            yield _missing(area)
        if area.stale:
            yield _stale(area)


def _missing(area: Progress) -> Problem:
    return _problem(
        "E402",
        area,
        f"{len(area.missing)} of {area.total} texts of “{area.area}” are not translated into "
        f"“{area.language}”, the first is “{short(area.missing[0].text)}”.",
        "Run “onceonly i18n update”, then translate the entries with an empty msgstr.",
    )


def _stale(area: Progress) -> Problem:
    return _problem(
        "E403",
        area,
        f"{len(area.stale)} of {area.total} texts of “{area.area}” have changed since they were translated "
        f"into “{area.language}”, the first is “{short(area.stale[0].text)}”.",
        "Run “onceonly i18n update”, look at the entries marked fuzzy, and unmark those that are right;"
        " until then “onceonly build --lenient” shows the source language.",
    )


def _problem(code: str, area: Progress, message: str, remedy: str) -> Problem:
    return Problem(code, area.file, area.line, 1, 1 + len("msgstr"), message, remedy)
