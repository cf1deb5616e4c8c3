"""What cannot be worked out in a template is told at its line, and never ends in a traceback."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from forms.text.language import ENGLISH
from generator.problems.template_problems import problem_in_template
from generator.render.stage_one import StageOne
from tests.unit.themes.themes_folder import problems, written


@pytest.mark.parametrize(
    "art",
    [
        '[[ [1, "a"]|sort ]]',
        '[[ "abc"|round ]]',
        '[[ ["a"]|sum ]]',
        "[[ 5|join ]]",
        "[[ 5|dictsort ]]",
        '[[ "%d"|format("x") ]]',
        "[[ (5)() ]]",
        '[[ long_date("x") ]]',
        "[[ long_date(5) ]]",
        "[[ long_date() ]]",
        "[[ 5|literal ]]",
        "[[ Control|json ]]",
        "[[ Control(5).name() ]]",
        "[[ asset(5) ]]",
        "[[ _(5) ]]",
        "[% extends 5 %]",
        "[% include 5 %]",
        "[% for x in range(9999999) %][% endfor %]",
    ],
)
def test_what_a_filter_or_a_call_cannot_take_is_told_at_its_line(tmp_path: Path, art: str) -> None:
    with pytest.raises(jinja2.TemplateError) as caught:
        problems(written(tmp_path, "extends: base", art=f"\n{art}"), "business")
    found = problem_in_template(caught.value)
    assert (found.code, found.line, Path(found.file).name) == ("E505", 2, "art.html")


def test_a_day_that_is_none_is_told_with_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "own.html").write_text('[[ long_date("March") ]]', encoding="utf-8")
    with pytest.raises(jinja2.TemplateError, match="“March” is no date: write one as 2026-03-03"):
        StageOne([tmp_path], {}).render("own.html", ENGLISH)


def test_a_fault_of_ours_is_no_fault_of_a_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.html").write_text("[[ 1 ]]", encoding="utf-8")
    monkeypatch.setattr("generator.render.brackets.Request", None)
    with pytest.raises(TypeError):
        StageOne([tmp_path], {}).render("own.html", ENGLISH)
