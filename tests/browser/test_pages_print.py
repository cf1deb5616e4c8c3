"""Pages on paper: black on white, whole, and without anything to press."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.foggyton import Foggyton
from tests.browser.owner import Owner

pytestmark = pytest.mark.browser

WIDTHS = {"letter": 696, "A4": 672}  # pixels between margins of 15 mm
PAGES = {
    "portal": "/",
    "start of a form": "/forms/inspection-request",
    "prefilled page": "/forms/inspection-request/premises",
    "page with rows": "/forms/outdoor-dining/sidewalk",
    "what the city knows": "/business",
}

_PRESSABLE = "button, nav.languages, .account, .actions, .skip, .back, .demo"
_LOOK = """() => {
  const ink = getComputedStyle(document.querySelector('h1'));
  const back = getComputedStyle(document.documentElement).backgroundColor;
  return [ink.color, back, document.documentElement.scrollWidth];
}"""


@pytest.fixture(params=["light", "dark"])
def paper(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(color_scheme=request.param)
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_print_whole_black_on_white_and_with_nothing_to_press(
    paper: Page, city: Foggyton, language: str
) -> None:
    owner = Owner(paper, city, language)
    paper.emulate_media(media="screen")
    owner.sign_in()
    paper.emulate_media(media="print")
    for name, path in PAGES.items():
        owner.open(path)
        assert [each for each in paper.locator(_PRESSABLE).all() if each.is_visible()] == [], name
        for size, width in WIDTHS.items():
            paper.set_viewport_size({"width": width, "height": 900})
            ink, back, needed = paper.evaluate(_LOOK)
            assert _brightness(ink) < 80, f"{name}: the ink is {ink}"
            assert back in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"), f"{name}: the paper is {back}"
            assert needed <= width, f"{name} is cut on {size}"


def _brightness(colour: str) -> float:
    red, green, blue = (float(part) for part in colour.strip("rgba()").split(",")[:3])
    return max(red, green, blue)
