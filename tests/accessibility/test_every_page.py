"""Every page that people meet is well made, in each language, with and without JavaScript."""

from __future__ import annotations

import pytest

from tests.accessibility import checks
from tests.accessibility.conftest import LANGUAGES, City, Dress, Show
from tests.accessibility.looking import axe, behaviour, each_once, faults

pytestmark = pytest.mark.browser

MANY = 50  # fewer pages in one language would mean that the walk through Foggyton got lost


@pytest.fixture(scope="module")
def city(cities: Dress) -> City:
    return cities("foggyton")


def test_every_page_is_well_made_in_every_language(city: City, show: Show) -> None:
    assert len(city.scenes) >= MANY * len(LANGUAGES)
    made = (checks.structure, checks.controls, checks.errors)
    assert faults(city.scenes, lambda scene: show(city, scene), *made) == {}


def test_every_page_is_well_made_without_javascript(city: City, show: Show) -> None:
    made = (checks.structure, checks.controls, checks.errors)
    assert faults(each_once(city), lambda scene: show(city, scene, java_script_enabled=False), *made) == {}


def test_axe_finds_nothing(city: City, show: Show) -> None:
    assert faults(each_once(city), lambda scene: show(city, scene), axe) == {}


def test_pages_wait_for_the_person(city: City, show: Show) -> None:
    asking = [scene for scene in each_once(city) if scene.page]
    assert faults(asking, lambda scene: show(city, scene), behaviour) == {}


def test_help_stands_in_the_same_place_on_every_page(city: City) -> None:
    footers = {language: set[str]() for language in LANGUAGES}
    for scene in city.scenes:
        _, mark, footer = scene.html.partition("</main>")
        assert mark, scene.id
        footers[scene.language].add(footer)
    assert {language: len(footer) for language, footer in footers.items()} == dict.fromkeys(LANGUAGES, 1)
