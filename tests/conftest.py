"""One browser for all tests of a run: two of Playwright's synchronous loops cannot share a thread."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.chromium import ARGUMENTS, installed


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, once a run."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """An installed Chromium, else Playwright's own."""
    running = playwright.chromium.launch(executable_path=installed(), args=list(ARGUMENTS))
    yield running
    running.close()
