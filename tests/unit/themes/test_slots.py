"""A theme may arrange pages as it likes, but leaves out nothing that people need."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.themes.themes_folder import THEMES, told, written

BASE = THEMES / "base" / "templates"


@pytest.mark.parametrize(
    ("template", "left_out", "lacking"),
    [
        ("layout", '<main id="main" tabindex="-1">', "a main part that this link leads to"),
        ("layout", "{{ flash }}", "what is said once"),
        ("layout", '<link rel="stylesheet" href="[[ asset(\'page.css\') ]]">', "the style sheet"),
        ("form", '[% include "problems.html" %]', "the summary of problems"),
        ("form", '<input type="hidden" name="_csrf" value="{{ csrf }}">', "the token against forged posts"),
        ("check", '<input type="hidden" name="_key" value="{{ key }}">', "the key that sends once only"),
        ("sent", "{{ reference }}", "the reference"),
        ("field", '<p class="hint" id="[[ id ]]-hint">[[ field.hint ]]</p>', "the hint"),
    ],
)
def test_what_a_template_leaves_out_is_named(
    tmp_path: Path, template: str, left_out: str, lacking: str
) -> None:
    original = (BASE / f"{template}.html").read_text("utf-8")
    assert left_out in original
    themes = written(tmp_path, "extends: base", **{template: original.replace(left_out, "")})
    (problem,) = told(themes)
    assert problem.startswith("E508 themes/")
    assert f"has no place for {lacking}" in problem


def test_a_theme_that_only_rearranges_is_fine(tmp_path: Path) -> None:
    layout = '[% extends "base/layout.html" %][% block brand %]<p>[[ city.title ]]</p>[% endblock %]'
    assert told(written(tmp_path, "extends: base", layout=layout)) == []
