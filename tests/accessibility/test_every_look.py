"""Everyone can use every page: by keyboard, on small phones, on paper, in colours of their own."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Page

from tests.accessibility.conftest import Show, ThemeBundle
from tests.accessibility.looking import clean, faults, keyboard, looks, small_and_spaced, some
from tests.accessibility.page_snapshots import Scene
from tests.accessibility.stage import City, one_state_each

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def city(cities: ThemeBundle) -> City:
    return cities("foggyton")


def test_every_page_fits_a_small_phone_with_wide_spacing_and_large_text(city: City, show: Show) -> None:
    clean(faults(city.in_turns(shift=1), partial(show, city), small_and_spaced))


def test_every_page_is_walked_by_tab(city: City, show: Show) -> None:
    clean(faults(one_state_each(city.in_turns(shift=2)), partial(show, city), keyboard))


def test_readers_own_colours_are_kept(city: City, show: Show) -> None:
    scenes = some(city.in_turns(), 0.2, of="own colours")
    clean(faults(scenes, partial(show, city, forced_colors="active"), looks, keyboard))


def test_pages_can_be_printed(city: City, show: Show) -> None:
    def on_paper(scene: Scene) -> Page:
        page = show(city, scene)
        page.emulate_media(media="print")
        return page

    scenes = some(city.in_turns(shift=1), 0.3, of="print")
    found = faults(scenes, on_paper, looks)
    show(city, scenes[0]).emulate_media(media="screen")
    clean(found)
