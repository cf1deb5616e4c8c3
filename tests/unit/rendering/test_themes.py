"""Themes stand on each other: tokens, templates and static files."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.text.language import ENGLISH
from generator.render.renderer import Renderer
from generator.themes.themes import read_theme
from generator.themes.tokens import ThemeProblem
from tests.unit.rendering.sample import CITY, THEMES


def theme(folder: Path, name: str, text: str) -> Path:
    """Write a theme beside the real base."""
    if not (folder / "base").exists():
        (folder / "base").symlink_to(THEMES / "base")
    (folder / name / "templates").mkdir(parents=True)
    (folder / name / "static").mkdir()
    (folder / name / "theme.yaml").write_text(text)
    return folder / name


def problem(folder: Path, name: str) -> str:
    with pytest.raises(ThemeProblem) as caught:
        read_theme(folder, name).assets()
    found = caught.value.problem
    return f"{found.code} {found.file}:{found.line}:{found.column} {found.message}"


def test_tokens_become_custom_properties_and_the_dark_ones_only_where_they_differ(tmp_path: Path) -> None:
    theme(
        tmp_path,
        "one",
        """
extends: base
tokens:
  brand: {sea: {$value: "#012345"}}
  color: {page: {$value: "{brand.sea}"}, extra: {$value: "#fff"}}
dark:
  color: {page: {$value: "#000"}}
""",
    )
    css = read_theme(tmp_path, "one").assets()["page.css"].decode()
    assert "--color-page:#012345" in css
    assert "--color-extra:#fff" in css
    assert "--brand-sea" not in css
    dark = css.split("prefers-color-scheme:dark")[1].split("}}")[0]
    assert "--color-page:#000" in dark
    assert "--color-extra" not in dark


def test_a_theme_can_extend_another_and_needs_no_word_about_the_base(tmp_path: Path) -> None:
    theme(tmp_path, "one", 'tokens: {color: {page: {$value: "#111"}, text: {$value: "#222"}}}')
    theme(tmp_path, "two", 'extends: one\ntokens: {color: {page: {$value: "#333"}}}')
    found = read_theme(tmp_path, "two")
    assert [folder.name for folder in found.folders] == ["two", "one", "base"]
    assert found.tokens.resolved()["color.page"] == "#333"
    assert found.tokens.resolved()["color.text"] == "#222"


def test_a_theme_replaces_a_block_of_the_template_it_extends(tmp_path: Path) -> None:
    own = theme(tmp_path, "one", "extends: base")
    (own / "templates" / "sign_in.html").write_text(
        '[% extends "base/sign_in.html" %][% block brand %]<p>Our own brand</p>[% endblock %]'
    )
    assets = dict.fromkeys(("page.css", "screens.css", "page.js", "screens.js", "icon.svg"), "x")
    renderer = Renderer(read_theme(tmp_path, "one").template_folders, assets)
    page = renderer.screen("sign_in", CITY, ENGLISH, (ENGLISH,))
    assert "Our own brand" in page
    assert "Send me a link" in page


def test_static_files_of_a_theme_follow_and_replace_those_of_the_base(tmp_path: Path) -> None:
    own = theme(tmp_path, "one", "extends: base")
    (own / "static" / "icon.svg").write_text("<svg/>")
    (own / "static" / "mine.css").write_text("/* gone */ .mine { color: red; }")
    assets = read_theme(tmp_path, "one").assets()
    assert assets["icon.svg"] == b"<svg/>"
    assert assets["page.css"].endswith(b".mine{color:red}")


def test_a_theme_that_extends_none_that_there_is_is_told_at_that_line(tmp_path: Path) -> None:
    theme(tmp_path, "one", "# mine\nextends: fogytown")
    with pytest.raises(ThemeProblem) as caught:
        read_theme(tmp_path, "one")
    found = caught.value.problem
    assert (found.code, found.file, found.line, found.column) == ("E501", "themes/one/theme.yaml", 2, 10)
    assert found.remedy == "Did you mean foggyton?"


def test_an_empty_theme_is_told_how_themes_begin(tmp_path: Path) -> None:
    theme(tmp_path, "one", "# nothing yet\n")
    with pytest.raises(ThemeProblem) as caught:
        read_theme(tmp_path, "one")
    assert caught.value.problem.code == "E113"
    assert "“extends: base”" in caught.value.problem.remedy


def test_a_key_that_no_theme_has_is_told_with_the_nearest(tmp_path: Path) -> None:
    theme(tmp_path, "one", "extends: base\ntokns: {}\n")
    assert problem(tmp_path, "one") == "E518 themes/one/theme.yaml:2:1 No theme has the key “tokns”."


def test_a_theme_may_stand_on_one_of_the_product(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "theme.yaml").write_text("extends: plain")
    assert read_theme(tmp_path, "one").folders == (tmp_path / "one", THEMES / "plain", THEMES / "base")


def test_themes_that_extend_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    theme(tmp_path, "one", "extends: two")
    theme(tmp_path, "two", "extends: one")
    assert problem(tmp_path, "one").startswith("E501 themes/one/theme.yaml:1:1 The themes extend each other")


def test_a_theme_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert problem(tmp_path, "nowhere").startswith("E501 themes/nowhere/theme.yaml")


def test_an_unknown_alias_is_named_with_its_place(tmp_path: Path) -> None:
    theme(tmp_path, "one", 'tokens:\n  color:\n    page: {$value: "{brand.see}"}')
    assert problem(tmp_path, "one").startswith("E504 themes/one/theme.yaml:3:")


def test_aliases_in_a_circle_are_refused(tmp_path: Path) -> None:
    theme(tmp_path, "one", 'tokens: {color: {a: {$value: "{color.b}"}, b: {$value: "{color.a}"}}}')
    assert "leads back to itself" in problem(tmp_path, "one")


def test_a_token_that_would_escape_from_its_declaration_is_refused(tmp_path: Path) -> None:
    theme(tmp_path, "one", 'tokens: {color: {page: {$value: "red; } body { display: none"}}}')
    assert problem(tmp_path, "one").startswith("E503")


def test_a_name_that_is_no_token_is_refused(tmp_path: Path) -> None:
    theme(tmp_path, "one", "tokens: {color: {Page: red}}")
    assert problem(tmp_path, "one").startswith("E502")
