"""The checks see what they are for: pages with one defect each are caught, clean pages are not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.accessibility import checks
from tests.accessibility.conftest import Show, ThemeBundle
from tests.accessibility.defects import DEFECTS, Defect
from tests.accessibility.page_snapshots import Scene
from tests.accessibility.stage import City

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def city(cities: ThemeBundle) -> City:
    return cities("foggyton")


def everything(page: Page, scene: Scene) -> list[str]:
    """All checks, the quick ones first; what they find at the first that finds something."""
    for check in (checks.structure, checks.controls, checks.errors):
        if found := check(page, scene):
            return found
    for look in (checks.looks, checks.small_and_spaced, checks.keyboard, checks.axe, checks.behaviour):
        if found := look(page):
            return found
    return []


def opened(city: City, show: Show, defect: Defect, *, clean: bool = False) -> tuple[Page, Scene]:
    scene = city.scene(defect.scene)
    html = scene.html if clean else defect.seeded(scene.html)
    extra = {} if clean else defect.extra
    scheme = "dark" if defect.dark else "light"
    return show(city, scene, html=html, extra=extra, color_scheme=scheme), scene


def test_almost_all_defects_are_caught(city: City, show: Show) -> None:
    assert len({defect.name for defect in DEFECTS}) == len(DEFECTS) >= 40
    missed = [defect.name for defect in DEFECTS if not everything(*opened(city, show, defect))]
    assert len(missed) <= 0.05 * len(DEFECTS), missed


def test_there_is_no_false_alarm_on_the_same_pages_without_their_defects(city: City, show: Show) -> None:
    clean = {(defect.scene, defect.dark): defect for defect in DEFECTS}.values()
    alarms = {defect.scene: everything(*opened(city, show, defect, clean=True)) for defect in clean}
    assert {scene: found for scene, found in alarms.items() if found} == {}
