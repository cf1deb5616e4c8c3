"""Every field type in every state fits a small phone, in every theme, look and direction."""

from __future__ import annotations

from functools import cache

import pytest

from forms.fields import field_types
from generator.sources.sources import Sources
from onceonly.gallery.site import TOKENS, Gallery, Place
from tests.browser.conftest import OpenSite
from tests.unit.rendering.sample import THEMES

pytestmark = pytest.mark.browser

NAMES = [TOKENS, *sorted(field_types())]
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
BACKGROUND = "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)"
# Texts that their box cuts off, or controls that stick out of the card that they stand in.
CUT = """[...document.querySelectorAll(".gallery-piece .form")].flatMap(card => {
    const inside = card.getBoundingClientRect();
    return [...card.querySelectorAll("input,select,textarea,button,p,label,legend")]
        .filter(one => one.checkVisibility() && !one.matches(".unseen"))
        .map(one => [one, one.getBoundingClientRect()])
        .filter(([, box]) => box.left < inside.left - 1 || box.right > inside.right + 1)
        .map(([one]) => one.outerHTML.slice(0, 80));
})"""


@cache
def gallery(theme: str) -> Gallery:
    return Gallery(Sources(themes=THEMES, locales=THEMES.parent / "locales"), theme)


def option_errors(site: OpenSite, theme: str, places: list[Place], *, css: bytes = b"") -> dict[str, object]:
    """What does not fit at 360 pixels, by page; ``css`` is added to the theme's."""
    opened = site(theme)
    looks = {name: sheet + css for name, sheet in gallery(theme).assets.items() if name.endswith(".css")}
    opened.assets = {**gallery(theme).assets, **looks}
    for place in places:
        opened.pages[f"/{place.file}"] = gallery(theme).page(place)
    tab = opened.open(opened.pages[f"/{places[0].file}"], f"/{places[0].file}", width=360)
    found: dict[str, object] = {}
    for address in opened.pages:
        tab.goto(f"http://foggyton.test{address}")
        wrong = [*tab.evaluate(CUT), *[by for by in [tab.evaluate(OVERFLOW)] if by > 0]]
        if wrong:
            found[address] = wrong
    return found | {"browser": opened.complaints} if opened.complaints else found


def test_every_state_of_every_field_fits_a_small_phone(site: OpenSite) -> None:
    assert option_errors(site, "foggyton", [Place(name) for name in NAMES]) == {}


def test_every_field_fits_right_to_left(site: OpenSite) -> None:
    assert option_errors(site, "foggyton", [Place(name, direction="rtl") for name in NAMES]) == {}


def test_a_control_that_sticks_out_of_its_card_is_found(site: OpenSite) -> None:
    found = option_errors(site, "foggyton", [Place("text")], css=b".input{min-inline-size:24rem!important}")
    assert 'class="input"' in str(found["/text.html"])


@pytest.mark.parametrize("theme", ["plain", "uswds"])
def test_the_other_themes_fit_too(site: OpenSite, theme: str) -> None:
    names = [TOKENS, "address", "choice", "date", "file", "list", "money", "naics", "signature"]
    assert option_errors(site, theme, [Place(name, look="dark") for name in names]) == {}


@pytest.mark.parametrize("theme", ["foggyton", "plain", "uswds"])
def test_looks_are_shown_whatever_the_device_prefers(site: OpenSite, theme: str) -> None:
    brightness = {}
    for look in ("light", "dark", "paper"):
        opened = site(theme, color_scheme="light" if look == "dark" else "dark")
        opened.assets = gallery(theme).assets
        tab = opened.open(gallery(theme).page(Place("text", look)), "/text.html")
        brightness[look] = sum(tab.evaluate(BACKGROUND)[:3]) / 3
    assert brightness["dark"] < 60
    assert brightness["light"] > 220
    assert tab.locator(".account").is_hidden()
