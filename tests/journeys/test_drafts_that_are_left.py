"""A draft that nobody saves again is kept for a year, and its owner is told before it goes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runtime.services.settings import Settings
from runtime.web.app import create_app
from runtime.web.background import worker
from runtime.web.http.guards import services
from tests.journeys.browser import Browser
from tests.journeys.conftest import Site

KEPT = "It is kept until"


@pytest.fixture
def store_file(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def begin(owner: Browser, files: dict[str, tuple[bytes, str]] | None = None) -> None:
    owner.open("/en/forms/catering/guests")
    owner.send(tables="2")
    if files:
        owner.send(files=files)


def saved(store_file: Path, days: int) -> datetime:
    """All drafts were last saved so many days ago."""
    at = datetime.now(UTC) - timedelta(days=days)
    with closing(sqlite3.connect(store_file)) as connection, connection:
        connection.execute("UPDATE draft SET saved = ?", [at.isoformat(timespec="microseconds")])
    return at


def clear(site: Site) -> None:
    with site.app.app_context():
        worker(services()).work_once()


@pytest.mark.parametrize(("days", "told"), [(0, False), (334, False), (336, True), (364, True), (365, True)])
def test_its_owner_is_told_when_less_than_a_month_is_left(
    owner: Browser, store_file: Path, days: int, *, told: bool
) -> None:
    begin(owner)
    at = saved(store_file, days)
    page = owner.open("/en/")
    assert "Continue where you left off" in page.text
    assert (KEPT in page.text) is told
    if told:
        until = at + timedelta(days=365)
        assert f"{until.astimezone().year}, or longer if you save it again." in page.text


def test_saving_it_again_keeps_it(owner: Browser, store_file: Path) -> None:
    begin(owner)
    saved(store_file, 360)
    assert KEPT in owner.open("/en/").text
    begin(owner)
    assert KEPT not in owner.open("/en/").text


def test_a_city_says_how_long(settings: Settings, site: Site, owner: Browser, store_file: Path) -> None:
    begin(owner)
    saved(store_file, 5)
    short = Browser(create_app(replace(settings, draft_age=timedelta(days=7)), site.store))
    short.client._cookies.update(owner.client._cookies)
    assert KEPT in short.open("/en/").text


def test_it_goes_after_a_year_with_its_files(site: Site, owner: Browser, store_file: Path) -> None:
    begin(owner, files={"menu": (b"%PDF-1.7 a menu", "menu.pdf")})
    folder = store_file.with_name("store.db.files")
    assert len(list(folder.glob("??/*"))) == 1
    saved(store_file, 364)
    with closing(sqlite3.connect(store_file)) as connection, connection:
        connection.execute("UPDATE upload SET at = '2020-01-01T00:00:00.000000+00:00'")
    clear(site)
    assert "Continue where you left off" in owner.open("/en/").text
    assert len(list(folder.glob("??/*"))) == 1
    saved(store_file, 366)
    with closing(sqlite3.connect(store_file)) as connection, connection:
        connection.execute("UPDATE job SET due = '2020-01-01T00:00:00.000000+00:00' WHERE kind = 'clear'")
    clear(site)
    assert "Continue where you left off" not in owner.open("/en/").text
    assert list(folder.glob("??/*")) == []
