"""Every kind of question in every state of the gallery: empty, filled in, known, wrong, with long words."""

from __future__ import annotations

from functools import cache, partial

import pytest
from playwright.sync_api import Page

from forms.fields import field_types
from forms.text.language import Language
from generator.project.words import product_words
from generator.sources.sources import Sources
from generator.translate.pseudo import pseudo_translations
from onceonly.gallery.site import TOKENS, Gallery, Place
from tests.accessibility import checks
from tests.accessibility.conftest import Show
from tests.accessibility.looking import Faults, axe, clean, faults, looks, small_and_spaced, some
from tests.accessibility.page_snapshots import Scene
from tests.accessibility.stage import FULL, City
from tests.browser.foggyton import ROOT

pytestmark = pytest.mark.browser

THEMES = ("foggyton", "plain")
TYPES = sorted(field_types())
SOURCES = Sources(themes=ROOT / "themes", locales=ROOT / "locales")


@cache
def accented() -> Language:
    """English with accents, 40 % longer."""
    longer, _ = pseudo_translations((), product_words(SOURCES).wordings)
    return longer.language


@cache
def gallery(theme: str, *, longer: bool) -> Gallery:
    return Gallery(SOURCES, theme, {"ltr": accented()} if longer else {})


def pieces(theme: str, places: list[Place], *, longer: bool = False) -> City:
    """Pages of the gallery as scenes."""
    shown, scenes = gallery(theme, longer=longer), []
    for place in places:
        html = shown.page(place)
        language = {"ltr": "en-XA" if longer else "en", "rtl": "ar"}[place.direction]
        scenes.append(Scene(place.file, language, place.direction, f"/{theme}/{place.file}", html))
    assets = {f"/{theme}/assets/{name}": content for name, content in shown.assets.items()}
    return City(theme, tuple(scenes), assets)


def made(page: Page, scene: Scene) -> list[str]:
    return [*checks.structure(page, scene), *checks.controls(page, scene)]


def in_turns(direction: str = "ltr", shift: int = 0) -> list[Place]:
    """Every type once; light and dark take turns."""
    looks, names = ("light", "dark"), (TOKENS, *TYPES)
    if FULL:
        return [Place(one, look, direction) for one in names for look in looks]
    return [Place(one, looks[(at + shift) % 2], direction) for at, one in enumerate(names)]


# In English, in Arabic, in longer English.
SPOKEN = ((in_turns(), False), (in_turns("rtl", shift=1), False), (in_turns(shift=1), True))


def found_in(city: City, show: Show) -> Faults:
    return faults(city.scenes, partial(show, city), made, looks)


def test_every_state_of_every_question_is_well_made_and_can_be_read(show: Show) -> None:
    for places, longer in SPOKEN:
        clean(found_in(pieces("foggyton", places, longer=longer), show))


def test_they_are_in_plain_where_languages_take_turns(show: Show) -> None:
    for number, (places, longer) in enumerate(SPOKEN):
        turn = places if FULL else places[number :: len(SPOKEN)]
        clean(found_in(pieces("plain", turn, longer=longer), show))


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_any_state(show: Show, theme: str) -> None:
    ltr, rtl, shift = in_turns(), in_turns("rtl", shift=1), THEMES.index(theme)
    places = [*ltr, *rtl] if FULL else [*ltr[shift::4], *rtl[shift + 2 :: 4]]  # the themes take turns
    city = pieces(theme, places)
    clean(faults(city.scenes, partial(show, city), axe))


@pytest.mark.parametrize("theme", THEMES)
def test_every_state_fits_a_small_phone_with_wide_spacing_and_large_text(show: Show, theme: str) -> None:
    city = pieces(theme, some(in_turns(), 0.25, of=theme), longer=True)
    clean(faults(city.scenes, partial(show, city), small_and_spaced))


def test_every_state_can_be_printed(show: Show) -> None:
    city = pieces("foggyton", [Place(name) for name in TYPES])

    def on_paper(scene: Scene) -> Page:
        page = show(city, scene)
        page.emulate_media(media="print")
        return page

    found = faults(city.scenes, on_paper, looks)
    show(city, city.scenes[0]).emulate_media(media="screen")
    clean(found)
