"""A small city on disk, where it is built, and builds that look once at the pages of a theme."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from generator.check.themes.themes import checked_theme
from generator.sources.sources import Sources
from generator.themes.theme_bundle import ThemeBundle
from tests.builds.small_city import small_city


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    return small_city(tmp_path)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture(scope="package", autouse=True)
def good_pages_are_known() -> Iterator[None]:
    """Tells builds of the looks that another one of this process found good, as their own output would.

    Templates that are changed by one letter are another look, so that a build still refuses what is wrong.
    """
    good: set[str] = set()

    def bundled(sources: Sources, name: str, checked: Collection[str] = (), code: str = "") -> ThemeBundle:
        found = checked_theme(sources, name, {*checked, *good}, code)
        good.add(found.made_by)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.build.build.checked_theme", bundled)
        yield
