"""A theme may arrange pages as it likes, but leaves out nothing that people need."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.fields import field_types
from tests.unit.themes.themes_folder import THEMES, told, written

BASE = THEMES / "base" / "templates"


LEFT_OUT = [
    ("layout", ' id="main"', "a main part that this link leads to"),
    ("layout", "{{ flash }}", "what is said once"),
    ("layout", ', code="code"', "the code that people say when they call"),
    ("layout", '<link rel="stylesheet" href="[[ asset(\'page.css\') ]]">', "the style sheet"),
    ("form", '[% include "error_summary.html" %]', "the summary of problems"),
    ("form", '<input type="hidden" name="_csrf" value="{{ csrf }}">', "the token against forged posts"),
    ("check", '<input type="hidden" name="_key" value="{{ key }}">', "the key that sends once only"),
    ("sent", "{{ reference }}", "the reference"),
    ("field", '<p class="hint" id="[[ id ]]-hint">[[ field.hint ]]</p>', "the hint"),
]


def test_what_templates_leave_out_is_named_once_though_it_lacks_on_several_pages(tmp_path: Path) -> None:
    templates: dict[str, str] = {}
    for template, left_out, _ in LEFT_OUT:
        before = templates.get(template) or (BASE / f"{template}.html").read_text("utf-8")
        assert left_out in before
        templates[template] = before.replace(left_out, "")
    found = told(written(tmp_path, "extends: base", **templates), "form", "start", "check", "sent")
    starts = [f"E508 themes/own/templates/{template}.html" for template in templates]
    assert sorted(problem.split(":")[0] for problem in found) == sorted(starts)
    for template, _, lacking in LEFT_OUT:
        (problem,) = (one for one in found if f"/{template}.html:" in one)
        assert lacking in problem.partition("has no place for")[2]


OWN_MATTER = {
    "business": "what the city knows",
    "search": "the box to search with",
    "may_apply": "the forms that likely apply",
    "submission": "the answers",
}


@pytest.fixture(scope="module")
def told_of_pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is told of a theme in which these pages only say hello."""
    hello = '[% extends "base/{}.html" %][% block main %]<h1>Hello</h1>[% endblock %]'
    pages = {name: hello.format(name) for name in OWN_MATTER}
    return told(written(tmp_path_factory.mktemp("pages"), "extends: base", **pages), *pages)


@pytest.mark.parametrize(("name", "lacking"), OWN_MATTER.items())
def test_a_page_without_its_own_matter_is_named(told_of_pages: list[str], name: str, lacking: str) -> None:
    assert len(told_of_pages) == len(OWN_MATTER)
    start = f"E508 themes/own/templates/{name}.html:1:1 The page {name}.html has no place for"
    (problem,) = (problem for problem in told_of_pages if problem.startswith(start))
    assert lacking in problem


@pytest.fixture(scope="module")
def told_of_controls(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What is told of a theme in which no control asks anything."""
    controls = {f"{name}/control": "<b>No input</b>" for name in field_types()}
    return told(written(tmp_path_factory.mktemp("controls"), "extends: base", **controls), *controls)


@pytest.mark.parametrize("name", sorted(field_types()))
def test_a_control_that_asks_nothing_is_named_with_its_type(told_of_controls: list[str], name: str) -> None:
    start = f"E508 themes/own/templates/{name}/control.html:1:1"
    assert [problem for problem in told_of_controls if problem.startswith(start)]


def test_what_a_control_lacks_is_said_in_words(tmp_path: Path) -> None:
    control = (THEMES.parent / "forms/fields/types/date/control.html").read_text("utf-8")
    control = control.replace('("day", _("Day"), "input-short"), ', "").replace(
        "[[ control.aria(part) ]]", ""
    )
    (problem,) = told(written(tmp_path, "extends: base", **{"date/control": control}), "form", "date/control")
    assert (
        "A question of the type date has no place for an input for “day”, what was typed into “day”"
        in problem
    )


def test_a_control_may_look_quite_different(tmp_path: Path) -> None:
    select = (
        '<select class="select" id="[[ control.id() ]]" name="[[ control.name() ]]"[[ control.aria() ]]>'
        "[% for option in field.options %]"
        '<option value="[[ option.key ]]"[[ control.selected(option.key) ]][[ control.offering(option) ]]>'
        "[[ option.label ]]</option>[% endfor %]</select>"
    )
    assert (
        told(written(tmp_path, "extends: base", **{"choice/control": select}), "form", "choice/control") == []
    )


@pytest.mark.parametrize(
    ("name", "template", "page", "lacking"),
    [
        ("error_summary", "", "form.html", "the summary of problems"),
        ("card", "<p>A card</p>", "portal.html", "the forms"),
        ("field", "<p>A field</p>", "form.html", "the question"),
        ("text/control", "<p>A text</p>", "form.html", "the control"),
    ],
)
def test_the_template_at_fault_is_named_and_not_the_page_that_it_is_part_of(
    tmp_path: Path, name: str, template: str, page: str, lacking: str
) -> None:
    innocent = '[% extends "base/layout.html" %][% block head %]<meta name="x" content="y">[% endblock %]'
    themes = written(tmp_path, "extends: base", **{name: template, "layout": innocent})
    first = told(themes, page.removesuffix(".html"))[0]
    assert first.startswith(
        f"E508 themes/own/templates/{name}.html:1:1 The page {page} has no place for {lacking}"
    )
    assert f"It is {name}.html that does it." in first


def test_a_heading_that_a_page_leaves_out_is_not_the_frames_fault(tmp_path: Path) -> None:
    form = (BASE / "form.html").read_text("utf-8").replace("h1>", "h2>")
    (problem,) = told(written(tmp_path, "extends: base", form=form), "form", "text/control")
    assert problem.startswith(
        "E508 themes/own/templates/form.html:1:1 The page form.html has no place for a heading"
    )


def test_templates_that_leave_something_out_together_are_all_named(tmp_path: Path) -> None:
    form = (BASE / "form.html").read_text("utf-8").replace("<h1>[[ page.title ]]</h1>", "")
    layout = (BASE / "layout.html").read_text("utf-8").replace("[% block main %][% endblock %]", "")
    found = told(written(tmp_path, "extends: base", form=form, layout=layout), "form", "start")
    own = "themes/own/templates"
    assert [one.split(":")[0] for one in found] == [f"E508 {own}/form.html", f"E508 {own}/layout.html"]
    assert f"It takes these together: {own}/form.html, {own}/layout.html." in found[0]


def test_a_theme_that_only_rearranges_is_fine(tmp_path: Path) -> None:
    layout = '[% extends "base/layout.html" %][% block brand %]<p>[[ city.title ]]</p>[% endblock %]'
    assert told(written(tmp_path, "extends: base", layout=layout)) == []
