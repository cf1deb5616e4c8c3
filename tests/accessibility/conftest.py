"""Foggyton built once, walked through once, and shown again in any browser, theme and colour scheme."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route

from generator.build import build
from generator.sources import Sources
from tests.accessibility.harvest import Scene, harvest
from tests.browser.conftest import HOST, POLICY, TYPES
from tests.browser.foggyton import ROOT

LANGUAGES = ("en", "es", "ar")
THEMES = tuple(sorted(path.parent.name for path in (ROOT / "themes").glob("*/theme.yaml")))


@dataclass(frozen=True)
class City:
    """Foggyton in one theme: every scene, and the assets that pages ask for."""

    theme: str
    languages: tuple[str, ...]
    scenes: tuple[Scene, ...]
    assets: Path

    def scene(self, name: str, language: str = "en") -> Scene:
        """One scene by its name."""
        (found,) = [one for one in self.scenes if one.name == name and one.language == language]
        return found


Dress = Callable[..., City]


@pytest.fixture(scope="session")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Dress:
    """Foggyton in any theme, in a choice of its languages."""

    @cache
    def dressed(theme: str, languages: tuple[str, ...] = LANGUAGES) -> City:
        folder = tmp_path_factory.mktemp(theme)
        specs = shutil.copytree(ROOT / "form_specs", folder / "form_specs")
        city = yaml.safe_load((specs / "city.yaml").read_text("utf-8"))
        city |= {"theme": theme, "languages": list(languages)}
        (specs / "city.yaml").write_text(yaml.safe_dump(city, sort_keys=False), "utf-8")
        build(Sources(specs, ROOT / "themes", ROOT / "locales"), folder / "output")
        return City(theme, languages, harvest(folder / "output", languages), folder / "output/assets")

    return dressed


Show = Callable[..., Page]


@pytest.fixture(scope="module")
def show(browser: Browser) -> Iterator[Show]:
    """Opens scenes as the server sent them, policy included; keywords go to the browser's context."""
    windows: dict[tuple[Any, ...], tuple[Page, dict[str, str]]] = {}

    def shown(
        city: City, scene: Scene, *, html: str = "", extra: dict[str, str] | None = None, **options: Any
    ) -> Page:
        key = (city.theme, *sorted(options.items()))
        if key not in windows:
            windows[key] = _window(browser, city.assets, options)
        page, pages = windows[key]
        pages.clear()
        pages |= {scene.address: html or scene.html, **(extra or {})}
        page.goto(HOST + scene.address)
        return page

    yield shown
    for page, _ in windows.values():
        page.context.close()


def _window(browser: Browser, assets: Path, options: dict[str, Any]) -> tuple[Page, dict[str, str]]:
    pages: dict[str, str] = {}
    calm = {"reduced_motion": "reduce", **options}  # what fades has no colour to measure
    context = browser.new_context(viewport={"width": 1280, "height": 800}, **calm)

    def answer(route: Route) -> None:
        address = route.request.url.removeprefix(HOST)
        file = assets / PurePosixPath(address).name
        kind = TYPES.get(file.suffix, "text/html")
        if address in pages:
            route.fulfill(body=pages[address], content_type=f"{kind}; charset=utf-8", headers=POLICY)
        elif address.startswith("/assets/") and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404, body="not here")

    context.route("**/*", answer)
    return context.new_page(), pages
