"""Searching forms and agencies, as people type."""

from __future__ import annotations

import pytest

from tests.journeys.browser import Browser
from tests.journeys.conftest import Site


def titles(browser: Browser, typed: str) -> list[str]:
    page = browser.open("/en/search", query_string={"q": typed})
    lists = page.all("ul", class_="told")
    return ["".join(found.itertext()) for one in lists for found in one.iter("a")]


@pytest.mark.parametrize(
    "typed", ["food permit", "FOOD", "fod permt", "permitt", "perm", "  food, permit! ", "permít"]
)
def test_a_form_is_found_however_it_is_typed(site: Site, typed: str) -> None:
    assert "Food permit" in titles(site.browser(), typed)[:2]


def test_what_fits_best_comes_first_and_leads_there(site: Site) -> None:
    browser = site.browser()
    assert titles(browser, "fire inspection")[0] == "Request a fire inspection"
    assert browser.follow("Request a fire inspection").heading == "Request a fire inspection"
    assert titles(browser, "fire departmnt")[0] == "Fire Department"


def test_what_does_not_exist_is_not_found_and_the_words_stay(site: Site) -> None:
    browser = site.browser()
    assert titles(browser, "zeppelin <b>hangar</b>") == []
    assert "Nothing fits “zeppelin <b>hangar</b>”" in browser.page.text
    assert browser.page.value("q") == "zeppelin <b>hangar</b>"


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\x00", "a" * 5000, "е" * 200, "{{ 7*7 }}"])
def test_strange_searches_are_answered(site: Site, typed: str) -> None:
    browser = site.browser()
    assert titles(browser, typed) == []
    assert (browser.page.status, browser.page.heading) == (200, "Search")


def test_the_portal_has_a_search_that_needs_no_script(site: Site) -> None:
    browser = site.browser()
    page = browser.open("/en/")
    (form,) = page.all("form", role="search")
    assert (form.get("action"), form.get("method")) == ("/en/search", None)


def test_another_language_shows_the_same_search(site: Site) -> None:
    page = site.browser().open("/en/search", query_string={"q": 'food & "fire"'})
    (link,) = [one for one in page.all("a") if one.get("hreflang") == "es"]
    assert link.get("href") == "/es/search?q=food+%26+%22fire%22"
