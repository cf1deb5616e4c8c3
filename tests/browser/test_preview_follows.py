"""The preview in a real browser: what is saved is seen without asking, and the policy is not hurt.

How soon is measured by `make bench`.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.sources.sources import Sources
from onceonly.commands.preview import follow, serving
from onceonly.preview.newest import Newest
from tests.builds.small_city import change, small_city
from tests.unit.rendering.sample import THEMES
from tests.work import until

pytestmark = pytest.mark.browser
PATIENCE = 120_000  # milliseconds


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    shutil.copytree(THEMES, tmp_path / "themes")
    return replace(small_city(tmp_path), themes=tmp_path / "themes")


@pytest.fixture
def address(sources: Sources, tmp_path: Path) -> Iterator[str]:
    newest = Newest(sources, tmp_path / "preview", 0)
    server = serving(newest)
    newest.rebuild()
    stop = threading.Event()
    following = threading.Thread(target=follow, args=(newest, stop))
    following.start()
    before = newest.state.stamp
    until(lambda: (sources.specs / "city.yaml").touch() or newest.wait(before, 0.5))  # the watching has begun
    yield newest.settings.public_url
    stop.set()
    following.join()
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def seen(page: Page, words: str) -> None:
    page.wait_for_function(
        "words => document.body && document.body.innerText.includes(words)", arg=words, timeout=PATIENCE
    )


def test_a_saved_spec_is_seen_at_once(page: Page, address: str, sources: Sources) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(f"{address}/en/forms/inspection/premises")
    change(sources.specs / "fire/inspection.yaml", "title: The premises", "title: Your shop")
    seen(page, "Your shop")
    assert complaints == []


def test_a_mistake_is_seen_and_so_is_its_repair(page: Page, address: str, sources: Sources) -> None:
    form = sources.specs / "fire/inspection.yaml"
    page.goto(f"{address}/en/forms/inspection/premises")
    change(form, "type: integer", "type: interger")
    seen(page, "Did you mean integer?")
    change(form, "type: interger", "type: integer")
    seen(page, "Number of seats")


def test_a_saved_translation_is_seen_in_its_language(page: Page, address: str, sources: Sources) -> None:
    page.goto(f"{address}/es/forms/inspection/premises")
    change(sources.locales / "es/LC_MESSAGES/forms.po", "Número de asientos", "Cuántos asientos")
    seen(page, "Cuántos asientos")


def test_a_saved_colour_is_seen_in_the_gallery(page: Page, address: str, sources: Sources) -> None:
    page.goto(f"{address}/gallery/")
    change(sources.themes / "foggyton/theme.yaml", "#e9b14a", "#e9b24b")
    seen(page, "#e9b24b")
