"""When others write and do not end: pages open, and what cannot be saved is said within seconds."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runtime.dataset import Dataset
from runtime.services.identity.secrets import hashed
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import BUSINESS


@contextmanager
def locked(tmp_path: Path) -> Iterator[None]:
    """Another program writes into the store's file, and goes on doing so."""
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


def was_last_here(tmp_path: Path, ago: timedelta) -> None:
    """Set the clock of all sessions: they were opened and last used so long ago."""
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        at = (datetime.now(UTC) - ago).isoformat(timespec="microseconds")
        connection.execute("UPDATE session SET seen = ?, opened = ?", (at, at))
        connection.commit()


@pytest.mark.parametrize(
    "url",
    [
        "/en/",
        "/en/business",
        "/en/may-apply",
        "/en/submissions",
        "/en/forms/registration",
        "/en/forms/registration/business",
        "/en/search?q=register",
        "/en/nowhere",
    ],
)
def test_an_owner_who_was_quiet_reads_on_at_once(
    site: Site, owner: Browser, tmp_path: Path, url: str
) -> None:
    was_last_here(tmp_path, timedelta(minutes=2))
    with locked(tmp_path):
        started = time.monotonic()
        assert owner.open(url).status == (404 if "nowhere" in url else 200)
        assert time.monotonic() - started < 2
    assert OWNER in owner.open("/en/").text


def test_the_note_of_her_visit_is_made_later(site: Site, owner: Browser, tmp_path: Path) -> None:
    was_last_here(tmp_path, timedelta(minutes=2))
    with locked(tmp_path):
        owner.open("/en/")
    assert noted(site.store, owner) < datetime.now(UTC) - timedelta(minutes=1)
    owner.open("/en/")
    assert noted(site.store, owner) > datetime.now(UTC) - timedelta(minutes=1)


def noted(store: Dataset, browser: Browser) -> datetime:
    cookie = browser.client.get_cookie("session")
    assert cookie
    session = store.identity.session(hashed(cookie.value))
    assert session
    return session.seen


def test_what_cannot_be_saved_is_said_within_seconds_with_what_to_do(
    site: Site, owner: Browser, tmp_path: Path
) -> None:
    page = owner.open("/en/forms/registration/business")
    with locked(tmp_path):
        started = time.monotonic()
        refused = owner.send_as(page, **BUSINESS)
        assert time.monotonic() - started < 5
    assert refused.status == 503
    assert refused.response.headers["Retry-After"] == "5"
    assert "Wait a few seconds and send the page again." in refused.text
    assert owner.send_as(page, **BUSINESS).heading == "Where you are"


@pytest.mark.parametrize("ago", [timedelta(minutes=61), timedelta(hours=13), timedelta(days=-1)])
def test_a_session_ends_also_when_that_cannot_be_written_down(
    site: Site, owner: Browser, tmp_path: Path, ago: timedelta
) -> None:
    was_last_here(tmp_path, ago)
    with locked(tmp_path):
        started = time.monotonic()
        assert OWNER not in owner.open("/en/").text
        assert time.monotonic() - started < 5


def test_a_session_from_the_future_ends_for_good(site: Site, owner: Browser, tmp_path: Path) -> None:
    """The clock was wrong when it was opened: counted from then it would last a day longer."""
    was_last_here(tmp_path, timedelta(days=-1))
    assert OWNER not in owner.open("/en/").text
    was_last_here(tmp_path, timedelta())
    assert OWNER not in owner.open("/en/").text
