"""Foggyton built once a theme, walked through once, and shown again in any browser and colour scheme."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml
from playwright.sync_api import Browser, Page

from generator.build.build import build
from generator.sources.sources import Sources
from generator.translate.pseudo import ACCENTED
from tests.accessibility.page_snapshots import ELSEWHERE, Scene, page_snapshots
from tests.accessibility.shelf import Shelf, served
from tests.accessibility.stage import LANGUAGES, City
from tests.browser.foggyton import ROOT
from tests.once import Once

ThemeBundle = Callable[..., City]
Show = Callable[..., Page]


@pytest.fixture(scope="session")
def cities(once_a_run: Once) -> ThemeBundle:
    """Foggyton in any theme, and in all languages of the walk or some."""

    @cache
    def dressed(theme: str, languages: tuple[str, ...] = LANGUAGES) -> City:
        def walk(folder: Path) -> None:
            output = built(folder, ROOT / "themes", theme, languages)
            city = City(theme, page_snapshots(output, languages), _assets(output))
            (folder / "city").write_bytes(pickle.dumps(city))

        folder = once_a_run(f"{theme} in {', '.join(languages)}", walk)
        city: City = pickle.loads((folder / "city").read_bytes())
        return city

    return dressed


def built(folder: Path, themes: Path, theme: str, languages: Sequence[str]) -> Path:
    """Foggyton in a theme; one form waits for a translation."""
    written = [code for code in languages if code != ACCENTED]
    specs = shutil.copytree(ROOT / "form_specs", folder / "form_specs")
    city = yaml.safe_load((specs / "city.yaml").read_text("utf-8"))
    city |= {"theme": theme, "languages": written}
    (specs / "city.yaml").write_text(yaml.safe_dump(city, sort_keys=False), "utf-8")
    locales = shutil.copytree(ROOT / "locales", folder / "locales")
    for code in written[1:]:
        _forget(locales / code / "LC_MESSAGES/forms.po", f"{ELSEWHERE}.title")
    sources = Sources(specs, themes, locales)
    build(sources, folder / "output", pseudo=ACCENTED in languages, only_complete=True)
    return folder / "output"


def _forget(catalogue: Path, context: str) -> None:
    words = polib.pofile(str(catalogue))
    (entry,) = [one for one in words if one.msgctxt == context]
    entry.msgstr = ""
    words.save()


def _assets(output: Path) -> dict[str, bytes]:
    return {f"/assets/{path.name}": path.read_bytes() for path in (output / "assets").iterdir()}


@pytest.fixture(scope="session")
def shelf() -> Iterator[Shelf]:
    """Where the browser finds pages."""
    with served() as one:
        yield one


@pytest.fixture(scope="module")
def show(browser: Browser, shelf: Shelf) -> Iterator[Show]:
    """Opens scenes as the server sent them, policy included; keywords go to the browser's context."""
    windows: dict[tuple[Any, ...], Page] = {}

    def shown(
        city: City, scene: Scene, *, html: str = "", extra: dict[str, str] | None = None, **options: Any
    ) -> Page:
        key = tuple(sorted(options.items()))
        if key not in windows:
            windows[key] = _window(browser, options)
        shelf.assets.update(city.assets)
        shelf.pages = {scene.address: html or scene.html, **(extra or {})}
        windows[key].goto(shelf.host + scene.address)
        return windows[key]

    yield shown
    for page in windows.values():
        page.context.close()


def _window(browser: Browser, options: dict[str, Any]) -> Page:
    calm = {"reduced_motion": "reduce", **options}  # what fades has no colour to measure
    return browser.new_context(viewport={"width": 1280, "height": 800}, **calm).new_page()
