"""Owners of whom other forms told no tax number: a form that asks for it says in which row it is missing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from runtime.dataset import NewFact, Source
from runtime.services.site.published_site import newest_site
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.walking import walk

LOAN = "disaster-loan"
HOME = {"street": "5 Pier Street", "city": "Foggyton", "state": "CA", "zip": "94111"}


@pytest.fixture(scope="module")
def output(foggyton: Path) -> Path:
    return foggyton


def owner_of(given: str) -> dict[str, object]:
    """An owner as a form keeps her that asks for no tax number."""
    name = {"given": given, "family": "Chen"}
    return {"id": f"{given}0000", "name": name, "title": "Partner", "share": "20", "address": HOME}


@pytest.fixture
def on_owners(site: Site, foggyton: Path) -> Browser:
    """A browser on the page of the owners, of whom the city knows three."""
    browser, form = site.signed_in(), newest_site(foggyton).form("en", LOAN)
    account = site.store.identity.account(OWNER)
    assert account
    assert form
    owners = [owner_of(given) for given in ("ana", "ben", "cleo")]
    source = Source("register", "licenses", "fire")
    fact = NewFact(account.businesses[0].id, "business.owners", owners, datetime.now(UTC), source)
    site.store.facts.record([fact])
    assert "owners" in walk(browser, form, "en")  # and no further
    return browser


def test_every_row_without_a_tax_number_is_named(on_owners: Browser) -> None:
    page = on_owners.send(owners__1__tax_number="123-45-6789")
    assert page.status == 422
    assert [error.partition(":")[0] for error in page.errors if "Social" in error] == ["Owner 1", "Owner 3"]


def test_rows_are_named_as_they_stand_on_the_page_after_one_is_taken_out(on_owners: Browser) -> None:
    page = on_owners.send(button="remove.owners.0")
    assert not page.has("owners.0.tax_number")
    page = on_owners.send(owners__1__tax_number="123-45-6789")
    (error,) = [error for error in page.errors if "Social" in error]
    assert error.startswith("Owner 2: ")
    assert page.link(error) == "#owners-2-tax_number"
    assert page.value("owners.2.name.given") == "cleo"
