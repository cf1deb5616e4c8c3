"""The other themes are as good: plain, for whom contrast is everything, in full; any other by samples."""

from __future__ import annotations

from functools import partial

import pytest

from tests.accessibility.conftest import Show, ThemeBundle
from tests.accessibility.looking import axe, clean, faults, keyboard, looks, made, small_and_spaced, some
from tests.accessibility.stage import LANGUAGES, THEMES, City

pytestmark = pytest.mark.browser

SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def plain(cities: ThemeBundle) -> City:
    return cities("plain")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_well_made_and_can_be_read_in_plain(plain: City, show: Show, language: str) -> None:
    scenes = plain.spoken(language)
    for shift, scheme in enumerate(SCHEMES, LANGUAGES.index(language)):
        clean(faults(scenes[shift % 2 :: 2], partial(show, plain, color_scheme=scheme), made, looks))


def test_samples_of_plain_are_well_made_without_javascript(plain: City, show: Show) -> None:
    scenes = some(plain.scenes, 0.1, of="plain without JavaScript")
    clean(faults(scenes, partial(show, plain, java_script_enabled=False), made))


def test_samples_of_plain_are_good_for_everyone(plain: City, show: Show) -> None:
    scenes = some(plain.scenes, 0.06, of="plain")
    clean(faults(scenes, partial(show, plain), keyboard, small_and_spaced, axe))


@pytest.mark.parametrize("theme", [one for one in THEMES if one not in ("base", "foggyton", "plain")])
def test_samples_of_other_themes_are_good(cities: ThemeBundle, show: Show, theme: str) -> None:
    city = cities(theme, LANGUAGES[:1])
    for scheme in SCHEMES:
        scenes = some(city.scenes, 0.05, of=f"{theme} {scheme}")
        opened = partial(show, city, color_scheme=scheme)
        clean(faults(scenes, opened, made, looks, axe, keyboard, small_and_spaced))
