"""What a theme's author may have overlooked: advice, which stops no build."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.themes.themes_folder import THEMES, bundled, put, written


def advice(themes: Path, name: str = "own") -> list[str]:
    found = bundled(themes, name).advice
    return [f"{p.code} {p.file}:{p.line}:{p.column} {p.message} {p.remedy}" for p in found]


@pytest.mark.parametrize("name", ["foggyton", "plain", "uswds"])
def test_our_own_themes_need_none(name: str) -> None:
    assert advice(THEMES, name) == []


COLOURS_WRITTEN = [
    (".card { background: #fff; color: #ccc }", "1:21", "(#fff, #ccc)"),
    ("@layer theme {\n  .a { &:hover { color: red } }\n}", "2:25", "(red)"),
    (".a { background: linear-gradient(var(--color-tint), rgb(1 2 3/.5)) }", "1:53", "(rgb(1 2 3/.5))"),
    ("@media (min-width: 1px) { .a { fill: hsl(1 2% 3%) } }", "1:38", "(hsl(1 2% 3%))"),
]


def test_colours_written_in_a_sheet_are_named(tmp_path: Path) -> None:
    themes = written(tmp_path, "extends: base")
    for number, (css, _, _) in enumerate(COLOURS_WRITTEN):
        put(themes, f"static/9-own-{number}.css", css)
    found = advice(themes)
    assert len(found) == len(COLOURS_WRITTEN)
    for number, (_, place, named) in enumerate(COLOURS_WRITTEN):
        start = f"W651 themes/own/static/9-own-{number}.css:{place} This sheet writes colours itself {named}"
        (told,) = (one for one in found if one.startswith(start))
        assert "var(--group-name)" in told


COLOURS_OF_NO_WORDS = [
    ".a { color: var(--color-text); background: none; fill: currentColor }",
    ".a { background: linear-gradient(#0000, currentColor) }",
    ".a { border: 1px solid #ccc; box-shadow: 0 0 1px #000 }",
    "@media print { .a { color: #000 } }",
    ".red { --gap: 1rem; margin: var(--gap) } /* color: red */",
]


def test_styles_that_nobody_reads_words_on_are_left_alone(tmp_path: Path) -> None:
    assert advice(written(tmp_path, "extends: base", css="\n".join(COLOURS_OF_NO_WORDS))) == []


def test_colours_chosen_for_the_light_only_are_named(tmp_path: Path) -> None:
    light = "tokens:\n  color:\n    link: {$value: '#8c3a1e'}\n    tint: {$value: '#fbeae2'}\n"
    (told,) = advice(written(tmp_path, light))
    assert told.startswith(
        "W652 themes/own/theme.yaml:3:20 In the dark these colours are still those of base: "
    )
    assert "color.link, color.tint." in told
    both = f"{light}dark:\n  color:\n    link: {{$value: '#f0b49a'}}\n    tint: {{$value: '#4a1c0d'}}\n"
    (themes := tmp_path / "again").mkdir()
    assert advice(written(themes, both)) == []


def test_a_brand_colour_or_one_without_a_dark_of_its_own_is_left_alone(tmp_path: Path) -> None:
    tokens = "tokens:\n  brand: {blue: {$value: '#123456'}}\n  color: {accent: {$value: '#123456'}}\n"
    assert advice(written(tmp_path, tokens)) == []


def test_styles_that_keep_slow_phones_waiting_are_advised_against(tmp_path: Path) -> None:
    css = "".join(f".c{number * 7919 % 100_000} {{ order: {number * 31 % 997} }}\n" for number in range(3000))
    (found,) = bundled(written(tmp_path, "extends: base", css=css)).advice
    assert (found.code, found.file) == ("W650", "themes/own/static/9-own.css")
    assert "more than 8 KB" in found.message
