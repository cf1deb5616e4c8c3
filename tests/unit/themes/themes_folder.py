"""A folder of themes with one that the test writes; the others are those that come with the product."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from generator.check.themes import pages as page_checks
from generator.check.themes.names import check as name_checks
from generator.check.themes.samples import Sample, pages, pages_of_types
from generator.check.themes.themes import checked_theme
from generator.problems import Problem
from generator.sources.sources import Sources
from generator.themes.theme_bundle import ThemeBundle
from generator.themes.tokens import ThemeProblem

THEMES = Path(__file__).parents[3] / "themes"
_looked_at: set[str] = set()  # what made pages that are good: builds do not look at them again either


def written(folder: Path, theme: str, *, css: str = "", **templates: str) -> Path:
    """``themes/own``, whose ``theme.yaml`` is given; the folder that holds it."""
    themes = folder / "themes"
    own = themes / "own"
    for below in ("static", "templates"):
        (own / below).mkdir(parents=True)
    (own / "theme.yaml").write_text(theme, encoding="utf-8")
    (own / "static" / "9-own.css").write_text(css, encoding="utf-8")
    for name, template in templates.items():
        put(themes, f"templates/{name}.html", template)
    return themes


def put(themes: Path, name: str, content: str | bytes) -> None:
    """Write a file of ``themes/own``."""
    path = themes / "own" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def bundled(themes: Path, name: str = "own") -> ThemeBundle:
    """The theme as a build has it that knows which pages are good."""
    found = checked_theme(Sources(themes=themes), name, _looked_at)
    _looked_at.add(found.made_by)
    return found


def problems(themes: Path, *only: str) -> list[Problem]:
    """What a build says about ``themes/own``, or what it would say if it had ``only`` these pages."""
    try:
        if only:
            with pytest.MonkeyPatch.context() as patch:
                for checks, all_of in itertools.product((page_checks, name_checks), (pages, pages_of_types)):
                    patch.setattr(checks, all_of.__name__, partial(_among, all_of, only))
                checked_theme(Sources(themes=themes), "own")
        else:
            bundled(themes)
    except ThemeProblem as found:
        return list(found.problems)
    return []


def _among(all_of: Callable[[], Iterator[Sample]], names: Sequence[str]) -> list[Sample]:
    return [sample for sample in all_of() if sample.name in names]


def told(themes: Path, *only: str) -> list[str]:
    """The same in words: code, place, message and remedy."""
    return [f"{p.code} {p.file}:{p.line}:{p.column} {p.message} {p.remedy}" for p in problems(themes, *only)]


def by_line(found: Sequence[str], file: str) -> dict[int, str]:
    """What is told of a file of ``themes/own``, by line; each line has one problem."""
    told_at = re.compile(rf"\w+ themes/own/{re.escape(file)}:(\d+):")
    lines = [int(at[1]) for one in found if (at := told_at.match(one))]
    assert len(lines) == len(found) == len(set(lines)), found
    return dict(zip(lines, found, strict=True))
