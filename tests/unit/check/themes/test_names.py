"""Names in curly brackets that a page is not given are told where they stand, and no others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.check.themes.names import check
from generator.check.themes.names.check import NameChecks, unknown_names
from generator.check.themes.samples import pages
from generator.problems import Problem
from generator.themes.themes import read_theme
from tests.unit.themes.themes_folder import THEMES, problems, put, written

VECTORS = Path(__file__).parents[3] / "vectors/names"
MAIN = "[% block main %]\n"


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((VECTORS / name).read_text("utf-8"))
    return [pytest.param(case, id=f"{number} {case['line'][:40]}") for number, case in enumerate(found, 1)]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Looks at one page only, which is quicker."""

    def look_at(name: str) -> None:
        monkeypatch.setattr(check, "pages", lambda: [sample for sample in pages() if sample.name == name])
        monkeypatch.setattr(check, "pages_of_types", lambda: [])

    return look_at


def names_of(themes: Path, name: str = "own") -> tuple[Problem, ...]:
    theme = read_theme(themes, name)
    return unknown_names(theme, theme.assets())


def with_line(folder: Path, case: Mapping[str, Any]) -> tuple[Path, int]:
    """A theme with the line of a case at the beginning of a block; the number of that line."""
    page = case.get("page", "search")
    source = (THEMES / f"base/templates/{page}.html").read_text("utf-8")
    line = re.sub("[«»]", "", case["line"])
    begin = f"[% block {case.get('block', 'main')} %]\n"
    at = source.count("\n", 0, source.index(begin)) + 2
    return written(folder, "extends: base", **{page: source.replace(begin, f"{begin}{line}\n", 1)}), at


def marked(line: str) -> list[tuple[int, int]]:
    """The columns between the marks of a line."""
    found, marks = [], 0
    for one in re.finditer("«(.*?)»", line):
        start = one.start() - marks + 1
        found.append((start, start + len(one[1])))
        marks += 2
    return found


@pytest.mark.parametrize("case", cases("wrong.yaml"))
def test_what_a_page_is_not_given_is_told_where_it_stands(
    tmp_path: Path, only: Callable[[str], None], case: Mapping[str, Any]
) -> None:
    only(case.get("page", "search"))
    themes, at = with_line(tmp_path, case)
    found = names_of(themes)
    file = f"themes/own/templates/{case.get('page', 'search')}.html"
    places = [(file, at, *columns) for columns in marked(case["line"])]
    assert [(one.file, one.line, one.column, one.end_column) for one in found] == places
    for one, says in zip(found, case["says"], strict=True):
        assert says in f"{one.code} {one.message} {one.remedy}"


@pytest.mark.parametrize("case", cases("right.yaml"))
def test_what_is_right_is_left_alone(
    tmp_path: Path, only: Callable[[str], None], case: Mapping[str, Any]
) -> None:
    only(case.get("page", "search"))
    themes, _ = with_line(tmp_path, case)
    assert names_of(themes) == ()


@pytest.mark.parametrize("name", ["foggyton", "plain", "uswds"])
def test_the_themes_that_come_along_ask_for_nothing_in_vain(name: str) -> None:
    theme = read_theme(THEMES, name)
    checks = NameChecks(theme, theme.assets())
    checks.look_at_types()
    assert checks.problems() == ()


def test_a_part_is_told_where_it_was_written_and_a_text_where_it_was_given(tmp_path: Path) -> None:
    source = (THEMES / "base/templates/search.html").read_text("utf-8")
    line = '[% with left = "q.lft" %][% include "mine.html" %][% endwith %]'
    themes = written(tmp_path, "extends: base", search=source.replace(MAIN, f"{MAIN}{line}\n"))
    put(themes, "templates/mine.html", "<hr>\n  {{ nobody }} {{ [[ left|safe ]] }}")
    at = source.count("\n", 0, source.index(MAIN)) + 2
    assert [(one.file, one.line, one.column) for one in names_of(themes)] == [
        ("themes/own/templates/mine.html", 2, 6),
        ("themes/own/templates/search.html", at, 19),
    ]


def test_the_frame_may_ask_only_for_what_every_page_is_given(tmp_path: Path) -> None:
    frame = '[% extends "base/layout.html" %][% block head %]{{ greeting }}[% endblock %]'
    (problem,) = names_of(written(tmp_path, "extends: base", layout=frame))
    assert problem.message == (
        "The pages form.html, start.html, fact.html and 16 more are not given “greeting”."
    )


def test_an_open_tab_may_ask_only_for_what_it_is_given_by_itself(tmp_path: Path) -> None:
    desk = '[% extends "base/business.html" %][% block desk %]{{ greeting }}[[ super() ]][% endblock %]'
    (problem,) = names_of(written(tmp_path, "extends: base", business=desk))
    assert problem.message == (
        "The block “desk” of the page business.html is not given “greeting” when it is fetched without"
        " the page around it."
    )


def test_controls_of_field_types_are_looked_at(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base")
    control = (THEMES.parent / "forms/fields/types/naics/control.html").read_text("utf-8")
    put(themes, "templates/naics/control.html", control.replace("{{ s.label }}", "{{ s.lable }}"))
    (problem,) = names_of(themes)
    assert problem.file == "themes/own/templates/naics/control.html"
    assert problem.message == "On the page form.html, “s” has no “lable”."


def test_a_build_tells_them_together_with_everything_else(tmp_path: Path) -> None:
    search = (THEMES / "base/templates/search.html").read_text("utf-8")
    themes = written(tmp_path, "extends: base", search=search.replace(MAIN, f"{MAIN}{{{{ q|nofilter }}}}"))
    put(themes, "templates/art.html", "{{ nobody }}{{ noone }}")
    found = sorted((one.code, one.file) for one in problems(themes, "search", "business"))
    art = "themes/own/templates/art.html"
    assert found == [("E505", "themes/own/templates/search.html"), ("E521", art), ("E521", art)]
