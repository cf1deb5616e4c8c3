"""Pages that list submissions read what they show, however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, Pool, event

from runtime.dataset import NewTransition
from tests.contract.examples import begun, ready
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site

MANY = 120


@pytest.fixture
def busy(site: Site, owner: Browser) -> Browser:
    """An owner whose business has sent and heard a lot since she was here before."""
    account = site.store.identity.account(OWNER)
    assert account
    yesterday = datetime.now(UTC) - timedelta(days=1)
    for number in range(MANY):
        at = yesterday + timedelta(minutes=number)
        draft = begun(site.store, account, f"form-{number}" if number % 2 else "registration")
        sent = site.store.submissions.submit(replace(ready(draft), at=at, title=f"Sent {number}"))
        if number % 3 == 0:
            now = datetime.now(UTC)
            site.store.cases.move(
                NewTransition(sent.reference, "in_review", "received", now, "agency", "revenue")
            )
    return site.signed_in()


@contextmanager
def counted() -> Iterator[list[int]]:
    """The numbers of rows that statements give."""
    found = [0]

    def begin(*_: object) -> None:
        found.append(0)

    def count(_: object, row: tuple[Any, ...]) -> tuple[Any, ...]:
        found[-1] += 1
        return row

    def count_rows(connection: Any, *_: object) -> None:
        connection.row_factory = count

    listening = [(Pool, "checkout", count_rows), (Engine, "before_cursor_execute", begin)]
    for told in listening:
        event.listen(*told)
    try:
        yield found
    finally:
        for told in listening:
            event.remove(*told)


@pytest.mark.parametrize("url", ["/en/", "/en/business", "/en/may-apply", "/en/submissions"])
def test_no_page_reads_all_of_them(busy: Browser, url: str) -> None:
    with counted() as found:
        assert busy.open(url).status == 200
    assert sum(found)
    assert max(found) <= 50


def test_the_list_has_pages(busy: Browser) -> None:
    def references() -> list[str]:
        return [el.text or "" for el in busy.page.all("span", class_="code")]

    seen = []
    busy.open("/en/submissions")
    assert "Newer" not in busy.page.text
    for expected in (50, 50, MANY - 100):
        assert len(references()) == expected
        seen += references()
        if expected == 50:
            busy.follow("Older")
    assert len(set(seen)) == MANY
    assert "Older" not in busy.page.text
    busy.follow("Newer")
    assert references() == seen[50:100]


@pytest.mark.parametrize("page", ["0", "-3", "9999", "x", "1e9", ""])
def test_a_page_that_is_not_there_is_the_nearest(busy: Browser, page: str) -> None:
    assert busy.open(f"/en/submissions?page={page}").status == 200
    assert busy.page.all("span", class_="code")


def test_the_portal_shows_the_newest_and_when_each_form_was_last_sent(busy: Browser) -> None:
    page = busy.open("/en/agency/revenue")
    assert len(page.all("span", class_="code")) >= 5
    assert "Sent 119" in page.text
    assert "Sent 60" not in page.text.partition("What you have sent")[2]
