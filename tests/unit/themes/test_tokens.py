"""Tokens follow the W3C's format; what cannot be one is refused with place, cause and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.themes.themes import problems_of_theme
from generator.themes.properties import custom_properties
from generator.themes.themes import read_theme
from tests.unit.themes.themes_folder import THEMES, told, written

NAMES = sorted(path.parent.name for path in THEMES.glob("*/theme.yaml"))


def resolved(themes: Path, *, dark: bool = False) -> dict[str, str]:
    return read_theme(themes, "own").tokens.resolved(dark=dark)


def test_the_three_themes_stand_on_the_base() -> None:
    assert NAMES == ["base", "foggyton", "plain", "uswds"]


def test_a_brand_colour_reaches_meanings_and_components_in_the_light_and_in_the_dark(tmp_path: Path) -> None:
    themes = written(
        tmp_path,
        "tokens:\n  brand: {pine: {$value: '#123d2b'}}\n  color: {action: {$value: '{brand.pine}'}}\n"
        "dark:\n  color: {action: {$value: '#9fe0c0'}}\n",
    )
    assert resolved(themes)["button.face"] == "#123d2b"
    assert resolved(themes, dark=True)["button.face"] == "#9fe0c0"
    css = custom_properties(read_theme(themes, "own").tokens)
    light, dark = css.split("prefers-color-scheme:dark")
    assert "--button-face:#123d2b" in light
    assert "--button-face:#9fe0c0" in dark
    assert "pine" not in css


@pytest.mark.parametrize(
    ("written_as", "token", "value"),
    [
        ("size: {radius: {$value: {value: 0.75, unit: rem}}}", "size.radius", "0.75rem"),
        ("color: {accent: {$value: {colorSpace: srgb, components: [1, 0.5, 0]}}}", "color.accent", "#ff8000"),
        ("font: {title: {$value: [Fog Serif, serif]}}", "font.title", '"Fog Serif",serif'),
        ("weight: {title: {$value: 650}}", "weight.title", "650"),
    ],
)
def test_values_in_the_shapes_of_the_format_are_understood(
    tmp_path: Path, written_as: str, token: str, value: str
) -> None:
    themes = written(tmp_path, f"tokens: {{{written_as}}}")
    assert resolved(themes)[token] == value


@pytest.mark.parametrize(
    ("line", "code", "message", "remedy"),
    [
        ("page: {$value: '{color.papre}'}", "E504", "{color.papre}", "Did you mean color.paper"),
        ("page: {$value: '{color.page}'}", "E504", "color.page → color.page", "a value of its own"),
        ("page: {$value: blue-ish}", "E506", "'blue-ish' is none", "#0b4a6f"),
        ("page: {$value: '{size.radius}'}", "E506", "which {size.radius} means", "#0b4a6f"),
        ("page: {$value: [one, [two]]}", "E506", "is none", "#0b4a6f"),
        ("page: {$value: {red: 1}}", "E506", "no type of token has", "Write it as text"),
        ("page: {$type: paint, $value: '#fff'}", "E506", "'paint', which is unknown", "color, dimension"),
        ("acton: {$value: '#123456'}", "E509", "reads the token color.acton", "Did you mean color.action"),
        ("page: {$value: maroon}", "E506", "'maroon' is none", 'Write "#800000", which is the same colour.'),
        ("page: {$value: 'rgb(140, 58, 30)'}", "E506", "is none", '"#8c3a1e"'),
        ("page: {$value: 'rgb(0 0 0/.5)'}", "E506", "is none", "a value like this one: #0b4a6f"),
        ("page: {$value: currentcolor}", "E506", "is none", "a value like this one: #0b4a6f"),
        ("page: {$type: dimension, $value: 20}", "E506", "'20' is none", "without a space: 20px"),
        ("page: {$type: dimension, $value: 1 rem}", "E506", "'1 rem' is none", "without a space: 1rem"),
        ("page: red", "E502", "neither a token nor a group", "$value"),
        ("page: {$value: 'red; }'}", "E503", "holds a character", "plain CSS value"),
    ],
)
def test_a_wrong_token_is_told_with_place_cause_and_remedy(
    tmp_path: Path, line: str, code: str, message: str, remedy: str
) -> None:
    (problem, *_) = told(written(tmp_path, f"tokens:\n  color:\n    {line}\n"))
    assert problem.startswith(f"{code} themes/own/theme.yaml:3:")
    assert message in problem
    assert remedy in problem


@pytest.mark.parametrize(
    ("tokens", "place"),
    [
        ("brand:\n    blue: {$value: maroon}", "3:20"),  # six tokens refer to it
        ("size:\n    radius: {$value: 20}", "3:22"),
        ("colours:\n    page: {$value: '#fff'}\n    text: {$value: '#000'}", "3:20"),
        ("brand:\n    ink: {$value: '{brand.grey}'}\n    grey: {$value: '{brand.ink}'}", "3:19"),
        ("brand:\n    ink: {$value: '{brand.ink}'}\n  color: {page: {$value: '{brand.ink}'}}", "3:19"),
    ],
)
def test_one_mistake_is_told_once_where_it_was_made(tmp_path: Path, tokens: str, place: str) -> None:
    (problem,) = told(written(tmp_path, f"tokens:\n  {tokens}\n"))
    assert problem.split()[1] == f"themes/own/theme.yaml:{place}"


def test_a_colour_without_quotes_is_a_comment_and_that_is_said(tmp_path: Path) -> None:
    (problem,) = told(written(tmp_path, "tokens:\n  color:\n    page:\n      $value: #0b4a6f\n"))
    assert problem.startswith("E506 themes/own/theme.yaml:4:")
    assert "Put the colour in quotes" in problem


def test_a_misspelt_group_is_told_by_its_name(tmp_path: Path) -> None:
    (problem,) = told(written(tmp_path, "tokens:\n  colours:\n    page: {$value: '#fff'}\n"))
    assert "No theme has a group “colours”. Did you mean color?" in problem


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    found = told(
        written(tmp_path, "tokens:\n  color:\n    page: {$value: '{a.b}'}\n    text: {$value: '{c.d}'}\n")
    )
    assert [problem.split()[1] for problem in found] == [
        "themes/own/theme.yaml:3:20",
        "themes/own/theme.yaml:4:20",
    ]


@pytest.mark.parametrize(
    ("tokens", "refers", "remedy"),
    [
        ("color: {link: {$value: '{button.face}'}}", "color.link tells a meaning", "“{color.action}”"),
        ("brand: {new: {$value: '{color.line}'}}", "brand.new tells the brand", "a value of its own"),
    ],
)
def test_tiers_run_one_way(tmp_path: Path, tokens: str, refers: str, remedy: str) -> None:
    (problem,) = told(written(tmp_path, f"extends: base\ntokens:\n  {tokens}\n"))
    assert problem.startswith("E519 themes/own/theme.yaml:3:")
    assert refers in problem
    assert remedy in problem


def test_a_style_that_reads_a_property_nobody_sets_is_told_with_its_line(tmp_path: Path) -> None:
    css = "/* two\nlines */\n.card { color: var(--color-txt) }\n.own { --gap: 1rem; margin: var(--gap) }\n"
    (problem,) = told(written(tmp_path, "extends: base", css=css))
    assert problem.startswith("E510 themes/own/static/9-own.css:3:22 No token sets the property --color-txt")
    assert "Did you mean color-text" in problem


@pytest.mark.parametrize("name", NAMES)
def test_the_themes_of_the_product_have_no_problems(name: str) -> None:
    assert problems_of_theme(read_theme(THEMES, name)) == ()
