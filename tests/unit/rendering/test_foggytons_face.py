"""Every theme is readable, small and free of left and right."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from forms.model.form import Form, Page
from forms.text.language import ENGLISH
from generator.themes.themes import read_theme
from tests import request_context
from tests.unit.rendering.sample import CITY, THEMES, compiled, foggyton, renderer

NAMES = sorted(path.parent.name for path in THEMES.glob("*/theme.yaml"))

TEXT_ON = [
    ("text", "page"),
    ("text", "paper"),
    ("soft", "page"),
    ("soft", "paper"),
    ("link", "page"),
    ("link", "paper"),
    ("link", "tint"),
    ("on-action", "action"),
    ("on-action", "action-over"),
    ("on-tint", "tint"),
    ("on-tint", "paper"),
    ("text", "tint"),
    ("good", "good-tint"),
    ("text", "good-tint"),
    ("text", "error-tint"),
    ("soft", "error-tint"),
    ("error", "page"),
    ("error", "paper"),
    ("paper", "error"),
    ("paper", "text"),
    ("on-header", "header"),
]
BORDER_ON = [
    ("line", "paper"),
    ("line", "page"),
    ("error", "paper"),
    ("action", "page"),
    ("focus", "page"),
    ("focus", "paper"),
    ("focus", "tint"),
    ("header-focus", "header"),
]
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border)-(left|right|top|bottom)|left|right|top|bottom|float|clear|text-align"
    r"|(min-|max-)?(width|height))\s*:\s*(?!inline|both|center|start|end|(-webkit-)?match-parent)"
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_pair_of_colours_can_be_told_apart(name: str, dark: bool) -> None:
    colours = read_theme(THEMES, name).tokens.resolved(dark=dark)

    def ratio(pair: tuple[str, str]) -> float:
        return contrast(*(colours[f"color.{one}"] for one in pair))

    unreadable = {pair: round(ratio(pair), 2) for pair in TEXT_ON if ratio(pair) < 4.5}
    unseen = {pair: round(ratio(pair), 2) for pair in BORDER_ON if ratio(pair) < 3}
    assert (unreadable, unseen) == ({}, {})


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("name", NAMES)
def test_style_sheets_know_neither_left_nor_right(name: str) -> None:
    assets = read_theme(THEMES, name).assets()
    css = (assets["page.css"] + assets["screens.css"]).decode()
    declarations = re.sub(r"@media[^{]*", "", css)
    assert [found[0] for found in PHYSICAL.finditer(declarations)] == []


@pytest.mark.parametrize("rule", ["margin-left:1px", "left:0", "text-align:left", "width:3px", "float:right"])
def test_the_search_for_left_and_right_finds_them(rule: str) -> None:
    assert PHYSICAL.search(f".a{{{rule}}}")


@pytest.mark.parametrize("name", NAMES)
def test_styles_and_script_are_small(name: str) -> None:
    assets = read_theme(THEMES, name).assets()
    assert packed(assets["page.css"]) + packed(assets["screens.css"]) <= 8 * 1024
    assert packed(assets["page.js"]) <= 5 * 1024
    assert packed(assets["screens.js"]) <= 2 * 1024


@pytest.mark.parametrize("name", NAMES)
def test_styles_fetch_nothing_and_the_script_writes_no_html(name: str) -> None:
    assets = read_theme(THEMES, name).assets()
    styles = assets["page.css"] + assets["screens.css"]
    assert not re.search(rb"@import|url\((?![\"']?[\w.-]+\))", styles)
    scripts = assets["page.js"] + assets["screens.js"]
    assert not re.search(rb"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", scripts)


def test_the_first_visit_to_a_page_with_forty_questions_is_light(tmp_path: Path) -> None:
    types = [
        "text",
        "email",
        "phone",
        "money",
        "date",
        "yes_no",
        "address",
        "long_text",
        "integer",
        "person_name",
    ]
    lines = [
        f"- {{field: q_{n}, type: {types[n % 10]}, label: Question {n} about its {types[n % 10]}, hint: Why}}"
        for n in range(40)
    ]
    form = compiled(tmp_path, "\n".join(lines))
    assert len(form.pages[0].fields) == 40
    assert bytes_of_first_visit(form, form.pages[0]) <= 20 * 1024


def test_the_first_visit_to_the_heaviest_page_of_foggyton_is_light() -> None:
    pages = [(form, page) for form in foggyton().forms.values() for page in form.pages]
    heaviest = max(pages, key=lambda item: len(template_of(*item)))
    assert bytes_of_first_visit(*heaviest) <= 20 * 1024


def bytes_of_first_visit(form: Form, page: Page) -> int:
    context = {**request_context.anyone(), **request_context.form_page(form, page)}
    html = request_context.answered(template_of(form, page), context).encode()
    assets = read_theme(THEMES, "foggyton").assets()
    style = packed(assets["page.css"])  # once inside the page, once for the next one
    return packed(html) + style + sum(packed(assets[name]) for name in ("page.css", "page.js", "icon.svg"))


def template_of(form: Form, page: Page) -> str:
    return renderer().form_page(form, page, CITY, ENGLISH, (ENGLISH,))


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 9))
