"""Which scenes a test looks at, and what the checks find there."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator

from playwright.sync_api import Page

from tests.accessibility import checks
from tests.accessibility.conftest import City
from tests.accessibility.harvest import Scene

SEED = 1
Check = Callable[[Page, Scene], list[str]]


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
