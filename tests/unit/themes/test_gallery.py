"""The gallery shows every field type in every state, and what it shows is valid."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from click.testing import CliRunner

from forms.fields import field_types
from generator.check.themes.themes import problems_of_theme
from generator.sources.sources import Sources
from generator.themes.themes import read_theme
from onceonly.commands.gallery import command
from onceonly.commands.new import theme as new_theme
from onceonly.gallery.looks import stylesheets
from onceonly.gallery.site import Gallery, Place
from onceonly.gallery.tokens_used import TokenFinder
from tests.unit.rendering.pages import elements, faults, parsed, text_of
from tests.unit.themes.themes_folder import THEMES, bundled

ROOT = THEMES.parent


@cache
def gallery(theme: str = "foggyton") -> Gallery:
    return Gallery(Sources(themes=THEMES, locales=ROOT / "locales"), theme)


def shown(name: str, **more: str) -> Element:
    return parsed(gallery().page(Place(name, **more)))


def headings(tree: Element) -> list[str]:
    return [text_of(heading).split(":")[0] for heading in elements(tree, "h3")]


@pytest.mark.parametrize("name", sorted(field_types()))
def test_every_field_type_has_a_valid_page(name: str) -> None:
    tree = shown(name)
    assert faults(tree) == []
    expected = (
        ["Empty", "Filled in", "With an error", "Long words"] if field_types()[name].asks else ["Shown"]
    )
    assert [state for state in expected if state not in headings(tree)] == []


def test_states_show_what_they_are_called_after() -> None:
    tree = shown("text", look="light")
    values = {one.attrib.get("name"): one.attrib.get("value") for one in elements(tree, "input")}
    assert values["empty_1"] == ""
    assert values["filled_1"] == "Golden Gate Dumplings"
    said = text_of(tree)
    assert "From the sales tax register, March 3, 2026" in said
    assert "at most 40 characters" in said
    assert "This is still right" in said


def test_secrets_are_shown_masked() -> None:
    assert "•••-••-6789" in text_of(shown("ssn_or_itin"))


def test_pieces_tell_the_tokens_that_they_use() -> None:
    theme = read_theme(THEMES, "base")
    finder = TokenFinder(theme.assets()["page.css"].decode(), theme.tokens)
    used = finder.in_html('<input class="input"><p class="nothing">')
    assert "input.edge" in used
    assert "button.face" not in used
    assert "input.edge" in text_of(shown("text"))


def test_a_piece_without_a_button_uses_no_token_of_buttons() -> None:
    theme = read_theme(THEMES, "plain")
    finder = TokenFinder(".field button { color: var(--button-text) }", theme.tokens)
    assert finder.in_html('<div class="field"><input></div>') == []
    assert finder.in_html('<div class="field"><button>Remove</button></div>') == ["button.text"]


def test_the_tokens_page_tells_values_and_contrasts() -> None:
    said = text_of(shown("index"))
    assert "color.header {brand.bay} = #0d3f5c; dark: #0b2f45" in said
    assert "color.text on color.paper" in said


def test_pages_exist_in_every_look_and_direction_and_link_to_each_other() -> None:
    files = gallery().files
    assert len(files) == (len(field_types()) + 1) * 3 * 2
    tree = shown("date", look="dark", direction="rtl")
    assert next(elements(tree, "html")).attrib["dir"] == "rtl"
    hrefs = [link.attrib["href"] for link in elements(tree, "a")]
    pages = [href for href in hrefs if href.endswith(".html")]
    assert "date.rtl.html" in pages
    assert [page for page in pages if page not in files] == []
    linked = [link.attrib["href"] for link in elements(tree, "link")]
    assert "assets/dark.css" in linked
    assert [name for name in linked if name.removeprefix("assets/") not in gallery().assets] == []


def test_looks_do_not_wait_for_the_device() -> None:
    dark = "@media screen and (prefers-color-scheme:dark)"
    css = f"html{{color-scheme:light dark}}{dark}{{a{{b:c}}}}@media print{{d{{e:f}}}}"
    looks = stylesheets(css)
    assert looks["light"] == "html{color-scheme:light}@media not all{a{b:c}}@media print{d{e:f}}"
    assert looks["dark"] == "html{color-scheme:dark}@media screen{a{b:c}}@media print{d{e:f}}"
    assert looks["paper"] == "html{color-scheme:light}@media not all{a{b:c}}@media all{d{e:f}}"


@pytest.mark.parametrize("name", ["base", "foggyton", "plain", "uswds"])
def test_every_theme_changes_for_the_dark_and_for_paper(name: str) -> None:
    css = read_theme(THEMES, name).assets()["page.css"].decode()
    assert len(set(stylesheets(css).values())) == 3


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear")
    run = CliRunner().invoke(command, ["--output", str(tmp_path), "--themes", str(THEMES)])
    assert run.exit_code == 1
    assert "holds something else than a gallery" in run.output
    assert (tmp_path / "letter.txt").read_text() == "Dear"


def test_a_theme_that_is_not_there_is_told(tmp_path: Path) -> None:
    options = ["--theme", "fogytown", "--output", str(tmp_path / "g"), "--themes", str(THEMES)]
    run = CliRunner().invoke(command, options)
    assert run.exit_code == 2
    assert "There is no theme “fogytown”. Did you mean foggyton?" in run.output


def test_a_new_theme_has_no_problems_whatever_it_stands_on(tmp_path: Path) -> None:
    there = ("base", "foggyton", "uswds", "plain")
    for name in there:
        (tmp_path / name).symlink_to(THEMES / name)
    for extends in there:
        options = ["--themes", str(tmp_path), "--name", f"On {extends}", "--extends", extends]
        run = CliRunner().invoke(new_theme, options)
        assert run.exit_code == 0, run.output
        assert f"theme: on-{extends}" in run.output
        assert bundled(tmp_path, f"on-{extends}").advice == ()  # problems would be raised
        assert problems_of_theme(read_theme(tmp_path, f"on-{extends}")) == ()


def test_a_new_theme_never_replaces_one(tmp_path: Path) -> None:
    (tmp_path / "base").symlink_to(THEMES / "base")
    options = ["--themes", str(tmp_path), "--name", "Own"]
    assert CliRunner().invoke(new_theme, options).exit_code == 0
    assert "There is a theme “own” already" in CliRunner().invoke(new_theme, options).output


@pytest.mark.parametrize(
    "named", [("--name", "Base"), ("--name", "Own", "--key", "plain", "--extends", "plain")]
)
def test_a_new_theme_never_stands_in_the_place_of_one_that_comes_along(
    tmp_path: Path, named: tuple[str, ...]
) -> None:
    run = CliRunner().invoke(new_theme, ["--themes", str(tmp_path), *named])
    assert run.exit_code == 1
    assert "would stand in its place. Choose another name, for example: --key my-" in run.output
    assert list(tmp_path.iterdir()) == []
