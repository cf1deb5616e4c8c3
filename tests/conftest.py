"""One browser for all tests of a run, and a last line that says which axe-core looked at the pages.

Two of Playwright's synchronous loops cannot share a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.accessibility import axe_core
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


@pytest.fixture(autouse=True)
def told_which_axe(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """Keeps in each test's report which axe-core ran in it: reports come home from other processes too."""
    axe_core.ran.clear()
    yield
    for said in axe_core.ran:
        record_property("axe", said)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Which axe-core looked at pages."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    kept = [pair for report in reports for pair in getattr(report, "user_properties", ())]
    for said in sorted({said for name, said in kept if name == "axe"}):
        terminalreporter.write_line(f"The pages were looked at with {said}.")
