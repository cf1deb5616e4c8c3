"""Articles: in the tab of their agency, on a page of their own, and among what a search finds."""

from __future__ import annotations

import pytest

from tests.journeys.browser import Browser
from tests.journeys.conftest import Site
from tests.journeys.test_search import titles

VISIT = "What an inspector looks at"


def test_an_article_stands_in_the_tab_of_its_agency_with_its_first_sentence(site: Site) -> None:
    page = site.browser().open("/en/agency/fire")
    assert f"Good to know {VISIT} A visit is help. Questions?" in page.text
    assert "It takes an hour" not in page.text
    assert VISIT not in site.browser().open("/en/agency/health").text


def test_an_article_leads_to_its_forms_and_back_to_its_agency(site: Site) -> None:
    browser = site.browser()
    browser.open("/en/agency/fire")
    page = browser.follow(VISIT)
    assert page.heading == VISIT
    assert page.link("call") == "tel:+14155550150"
    assert page.link("fire@harborview.example") == "mailto:fire@harborview.example"
    assert page.link("Request a fire inspection") == "/en/forms/inspection"
    assert browser.follow("Ask for the visit").heading == "Request a fire inspection"
    browser.open("/en/articles/fire/the-visit")
    assert browser.follow("Fire Department").url == "/en/agency/fire"


def test_an_article_in_another_language_links_to_pages_in_that_language(site: Site) -> None:
    page = site.browser().open("/es/articles/fire/the-visit")
    assert page.link("Ask for the visit") == "/es/forms/inspection"
    (article,) = page.all("article")
    assert "en" in {
        one.get("lang") for one in article.iter("span")
    }  # this city did not translate: so it says


@pytest.mark.parametrize("typed", ["inspector looks", "ways out", "inspecter", "VISIT hour"])
def test_every_word_of_an_article_is_found(site: Site, typed: str) -> None:
    browser = site.browser()
    assert VISIT in titles(browser, typed)
    assert browser.follow(VISIT).heading == VISIT


def test_a_form_comes_before_an_article_that_only_speaks_of_it(site: Site) -> None:
    assert titles(site.browser(), "fire inspection")[0] == "Request a fire inspection"


@pytest.mark.parametrize("name", ["fire/nothing", "health/the-visit", "fire/..", "fire/%2e%2e%2fportal", "x"])
def test_there_is_no_page_for_what_is_no_article(site: Site, name: str) -> None:
    assert site.browser().open(f"/en/articles/{name}").status == 404


def test_a_deadline_that_has_passed_is_said_kindly(site: Site, owner: Browser) -> None:
    text = owner.open("/en/agency/health").text
    assert "Deadline It was March 31, 2020. Ask the agency what is still possible." in text
