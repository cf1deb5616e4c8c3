"""The page for designers names every template that a theme may replace."""

from __future__ import annotations

from tests.unit.themes.themes_folder import THEMES


def test_every_template_is_named_on_the_page_for_designers() -> None:
    page = (THEMES.parent / "docs" / "theming.md").read_text("utf-8")
    templates = {path.name for path in (THEMES / "base" / "templates").glob("*.html")}
    assert templates
    assert {name for name in templates if f"`{name}`" not in page} == set()
