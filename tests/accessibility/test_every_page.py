"""Every page that people meet passes every check, in each language, theme and colour scheme."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Page

from tests.accessibility import checks
from tests.accessibility.conftest import LANGUAGES, THEMES, City, Dress, Show
from tests.accessibility.harvest import Scene

pytestmark = pytest.mark.browser

MANY = 50  # fewer pages in one language would mean that the walk through Foggyton got lost
OURS = "foggyton"
SEED = 1
Check = Callable[[Page, Scene], list[str]]


@pytest.fixture(scope="module")
def city(cities: Dress) -> City:
    return cities(OURS)


def each_once(city: City, *, shift: int = 0) -> Iterator[Scene]:
    """Every scene in one language; the languages take turns."""
    source, *_ = languages = city.languages
    for number, scene in enumerate(one for one in city.scenes if one.language == source):
        yield city.scene(scene.name, languages[(number + shift) % len(languages)])


def some(city: City, share: float, shift: int = 0) -> list[Scene]:
    """A share of the scenes, drawn by seed."""
    scenes = list(each_once(city, shift=shift))
    return random.Random(SEED + shift).sample(scenes, max(1, round(len(scenes) * share)))


def faults(scenes: Iterable[Scene], open_page: Callable[[Scene], Page], *used: Check) -> dict[str, list[str]]:
    """What the checks find on these scenes, by scene; scenes without a fault are left out."""
    found = {}
    for scene in scenes:
        page = open_page(scene)
        found[scene.id] = [fault for check in used for fault in check(page, scene)]
    return {scene: faults for scene, faults in found.items() if faults}


def looks(page: Page, scene: Scene) -> list[str]:
    return checks.looks(page)


def axe(page: Page, scene: Scene) -> list[str]:
    return checks.axe(page)


def small_and_spaced(page: Page, scene: Scene) -> list[str]:
    return checks.small_and_spaced(page)


def behaviour(page: Page, scene: Scene) -> list[str]:
    return checks.behaviour(page)


def keyboard(page: Page, scene: Scene) -> list[str]:
    return checks.keyboard(page)


def test_every_page_is_well_made_in_every_language(city: City, show: Show) -> None:
    assert len(city.scenes) >= MANY * len(LANGUAGES)
    made = (checks.structure, checks.controls, checks.errors)
    assert faults(city.scenes, lambda scene: show(city, scene), *made) == {}


def test_every_page_is_well_made_without_javascript(city: City, show: Show) -> None:
    made = (checks.structure, checks.controls, checks.errors)
    assert faults(each_once(city), lambda scene: show(city, scene, java_script_enabled=False), *made) == {}


def test_axe_finds_nothing(city: City, show: Show) -> None:
    assert faults(each_once(city), lambda scene: show(city, scene), axe) == {}


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


def test_pages_wait_for_the_person(city: City, show: Show) -> None:
    asking = [scene for scene in each_once(city) if scene.page]
    assert faults(asking, lambda scene: show(city, scene), behaviour) == {}


def test_every_page_fits_a_small_phone_with_wide_spacing_and_large_text(city: City, show: Show) -> None:
    scenes = each_once(city, shift=1)
    assert faults(scenes, lambda scene: show(city, scene), small_and_spaced) == {}


def test_every_page_is_walked_by_tab(city: City, show: Show) -> None:
    scenes = each_once(city, shift=2)
    assert faults(scenes, lambda scene: show(city, scene), keyboard) == {}
