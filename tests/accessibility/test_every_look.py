"""Every page can be read and reached: in all themes and colours, on small phones, on paper, by keyboard."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Page

from tests.accessibility.conftest import THEMES, City, Dress, Show
from tests.accessibility.harvest import Scene
from tests.accessibility.looking import axe, each_once, faults, keyboard, looks, small_and_spaced, some

pytestmark = pytest.mark.browser

OURS = "foggyton"


@pytest.fixture(scope="module")
def city(cities: Dress) -> City:
    return cities(OURS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read(city: City, show: Show, scheme: str) -> None:
    scenes = each_once(city, shift=len(scheme))
    assert faults(scenes, lambda scene: show(city, scene, color_scheme=scheme), looks) == {}


@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme not in (OURS, "base")])
def test_pages_can_be_read_in_other_themes(cities: Dress, show: Show, theme: str) -> None:
    city = cities(theme, ("en",))
    for scheme in ("light", "dark"):
        scenes = some(city, 0.25, shift=len(scheme))
        opened = partial(show, city, color_scheme=scheme)
        assert faults(scenes, opened, looks, axe, keyboard, small_and_spaced) == {}


@pytest.mark.parametrize(
    "wish", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}], ids=["own colours", "no motion"]
)
def test_readers_own_wishes_are_heard(city: City, show: Show, wish: dict[str, str]) -> None:
    scenes = some(city, 0.3, shift=len(str(wish)))
    assert faults(scenes, lambda scene: show(city, scene, **wish), looks, keyboard) == {}


def test_pages_can_be_printed(city: City, show: Show) -> None:
    def on_paper(scene: Scene) -> Page:
        page = show(city, scene)
        page.emulate_media(media="print")
        return page

    scenes = some(city, 0.3)
    assert faults(scenes, on_paper, looks) == {}
    show(city, scenes[0]).emulate_media(media="screen")


def test_every_page_fits_a_small_phone_with_wide_spacing_and_large_text(city: City, show: Show) -> None:
    scenes = each_once(city, shift=1)
    assert faults(scenes, lambda scene: show(city, scene), small_and_spaced) == {}


def test_every_page_is_walked_by_tab(city: City, show: Show) -> None:
    scenes = each_once(city, shift=2)
    assert faults(scenes, lambda scene: show(city, scene), keyboard) == {}
