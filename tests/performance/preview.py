"""How soon a browser shows what an author or a designer has saved, without being asked to reload."""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from generator.sources.sources import Sources
from tests.browser.chromium import ARGUMENTS, installed
from tests.performance.city import write_city
from tests.performance.results import Figure, Plan, in_turns
from tests.performance.servers import page as served
from tests.performance.servers import running

_TITLE = re.compile(r'(?<="title": ")Permit 0[^"]*')
_COLOUR = re.compile(r'(?<=sun: {\$value: "#)\w{6}')
_FORMS = 18  # besides the two that every measured city has
_PATIENCE = 60_000  # milliseconds
_SETTLED = 0.5  # seconds in which the preview begins to watch again


def measure_preview(folder: Path, plan: Plan, forms: int = _FORMS) -> list[Figure]:
    """Seconds from saving a file to seeing it, of `onceonly preview` in a browser."""
    sources = write_city(folder, forms)
    shutil.copytree(sources.themes, folder / "themes")
    form, theme = sources.specs / "fire" / "permit_0.yaml", folder / "themes" / "foggyton" / "theme.yaml"
    numbers = count(10)
    with _previewing(folder, sources, plan.port) as (page, gallery):
        found = in_turns(
            {
                "form": lambda: _until_seen(page, form, _TITLE, f"Permit 0 ({next(numbers)})"),
                "theme": lambda: _until_seen(gallery, theme, _COLOUR, f"e9b1{next(numbers)}"),
            },
            plan.rounds,
        )
    return [
        Figure("preview", "A saved form is seen on its page", statistics.median(found["form"]), "s", 1),
        Figure("preview", "A saved theme is seen in the gallery", statistics.median(found["theme"]), "s", 1),
    ]


@contextmanager
def _previewing(folder: Path, sources: Sources, port: int) -> Iterator[tuple[Page, Page]]:
    """A page of a form and the gallery, both open in a browser."""
    command = [str(Path(sys.executable).with_name("onceonly")), "preview", f"--port={port}"]
    command += [f"--folder={sources.specs}", f"--themes={folder / 'themes'}", f"--locales={sources.locales}"]
    with running(command, folder, {}, port, "/en/"), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=list(ARGUMENTS))
        pages = browser.new_page(), browser.new_page()
        for page, path in zip(pages, ("/en/forms/permit-0", "/gallery/"), strict=True):
            page.goto(f"http://127.0.0.1:{port}{path}")
        yield pages
        browser.close()


def _until_seen(page: Page, file: Path, what: re.Pattern[str], words: str) -> float:
    """Seconds until ``words``, written into ``file`` in the place of ``what``, stand on the page."""
    built = _stamp(page)
    text, places = what.subn(words, file.read_text("utf-8"), count=1)
    if not places:
        raise AssertionError(f"{file} holds no {what.pattern}")
    started = time.perf_counter()
    file.write_text(text, encoding="utf-8")
    seen = "words => document.body && document.body.innerText.includes(words)"
    page.wait_for_function(seen, arg=words, timeout=_PATIENCE)
    took = time.perf_counter() - started
    while _stamp(page) == built:  # the gallery is shown before the site is built
        time.sleep(0.2)
    time.sleep(_SETTLED)
    return took


def _stamp(page: Page) -> str:
    """Names the site as it was built last."""
    port = urlsplit(page.url).port or 80
    _, shown, _ = served(port, "/en/")
    found = re.search(rb"reload\.js\?(\w+)", shown)
    return found[1].decode() if found else ""
