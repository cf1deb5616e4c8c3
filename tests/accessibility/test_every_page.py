"""Every page that people meet is well made and can be read, in each language, with and without JavaScript."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.accessibility.conftest import Show, ThemeBundle
from tests.accessibility.looking import axe, behaviour, clean, faults, looks, made
from tests.accessibility.page_snapshots import Scene
from tests.accessibility.stage import LANGUAGES, City

pytestmark = pytest.mark.browser

MANY = 65  # fewer pages in one language would mean that the walk through Foggyton got lost
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def city(cities: ThemeBundle) -> City:
    return cities("foggyton")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_well_made_and_can_be_read(city: City, show: Show, language: str) -> None:
    scenes = city.spoken(language)
    assert len(scenes) >= MANY
    for shift, scheme in enumerate(SCHEMES, LANGUAGES.index(language)):
        clean(faults(scenes[shift % 2 :: 2], partial(show, city, color_scheme=scheme), made, looks))


def test_every_page_is_well_made_without_javascript(city: City, show: Show) -> None:
    clean(faults(city.in_turns(shift=2), partial(show, city, java_script_enabled=False), made))


def test_axe_finds_nothing(city: City, show: Show) -> None:
    clean(faults(city.in_turns(), partial(show, city), axe))


def test_pages_wait_for_the_person(city: City, show: Show) -> None:
    asking = [scene for scene in city.in_turns() if scene.page]
    clean(faults(asking, partial(show, city), behaviour))


def test_a_tab_that_was_opened_by_script_is_as_good_as_the_page(city: City, show: Show) -> None:
    def switched(scene: Scene) -> Page:
        there = city.scene("portal of an agency, signed in", scene.language)
        page = show(city, scene, extra={there.address: there.html})
        tab = page.locator(f'.tab[href="{there.address}#desk"]')
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        return page

    scenes = [city.scene("portal, signed in", language) for language in LANGUAGES]
    clean(faults(scenes, switched, made, looks, axe))


def test_help_stands_in_the_same_place_on_every_page(city: City) -> None:
    footers = {language: set[str]() for language in LANGUAGES}
    for scene in city.scenes:
        _, mark, footer = scene.html.partition("</main>")
        assert mark, scene.id
        footers[scene.language].add(footer)
    assert {language: len(footer) for language, footer in footers.items()} == dict.fromkeys(LANGUAGES, 1)
