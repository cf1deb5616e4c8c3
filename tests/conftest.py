"""What all tests share: one browser, sites that are built once a run, and last lines that name what was used.

Two of Playwright's synchronous loops cannot share a thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from runtime.dataset import Dataset, open_dataset
from tests import sqlite
from tests.accessibility import axe_core
from tests.browser.chromium import ARGUMENTS, installed
from tests.browser.foggyton import LANGUAGES, Foggyton, built, served
from tests.journeys.city import build_city
from tests.once import Once, once
from tests.postgresql import binaries
from tests.postgresql.server import Server, running

# How soon is for the bench; tests only must not wait for ever.
expect.set_options(timeout=30_000)
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def once_a_run(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Folders that all processes of this run share; tests only read what is in them."""
    own = tmp_path_factory.getbasetemp()
    return partial(once, own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="session")
def foggyton(once_a_run: Once) -> Path:
    """Foggyton's site in all its languages."""
    return once_a_run("foggyton", lambda folder: built(folder / "output", LANGUAGES)) / "output"


@pytest.fixture(scope="session")
def harborview(once_a_run: Once) -> Path:
    """Harborview's site, a smaller city."""
    return once_a_run("harborview", build_city) / "output"


@pytest.fixture(scope="session")
def output(once_a_run: Once) -> Path:
    """Foggyton's site in English, Spanish and Arabic, which takes half as long as all."""
    return once_a_run("three", lambda folder: built(folder / "output", ("en", "es", "ar"))) / "output"


@pytest.fixture
def city(output: Path, tmp_path: Path) -> Iterator[Foggyton]:
    """That site, served with a store of its own."""
    with served(output, tmp_path) as foggyton:
        yield foggyton


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of this process, once a run."""
    with running() as server:
        server.prepare()
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new dataset."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        return server.prepared()
    return sqlite.prepared(tmp_path / "city.store")


@pytest.fixture
def opened(url: str, tmp_path: Path) -> Iterator[Callable[[], Dataset]]:
    """Opens it, as another process would."""
    found: list[Dataset] = []

    def once_more() -> Dataset:
        found.append(open_dataset(url, files=str(tmp_path / "files"), prefix="FOG"))
        return found[-1]

    yield once_more
    for dataset in found:
        dataset.close()


@pytest.fixture
def store(opened: Callable[[], Dataset]) -> Dataset:
    """The dataset, open."""
    return opened()


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
    """Which axe-core looked at pages, and what played full disks."""
    reports = [report for found in terminalreporter.stats.values() for report in found]
    kept = [pair for report in reports for pair in getattr(report, "user_properties", ())]
    for said in sorted({said for name, said in kept if name == "axe"}):
        terminalreporter.write_line(f"The pages were looked at with {said}.")
    for said in sorted({said for name, said in kept if name == "disk"}):
        terminalreporter.write_line(f"Full disks were played by {said}.")
    if pythons := sorted({str(said) for name, said in kept if name == "python"}):
        terminalreporter.write_line(f"The wheel was installed on Python {' and '.join(pythons)}.")
    for said in sorted({said for name, said in kept if name == "code"}):
        terminalreporter.write_line(f"The code: {said}.")
    if not any("server" in getattr(report, "keywords", ()) for report in reports):
        return  # no test of this run was to ask a server
    folder = binaries.found()
    said = (
        f"PostgreSQL {binaries.version(folder)} in {folder}" if folder else "no PostgreSQL: IT WAS NOT TESTED"
    )
    terminalreporter.write_line(f"The dataset was tested on SQLite and on {said}.")
