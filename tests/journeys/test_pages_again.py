"""A page that is asked for again is said again, but never when anything about it changed."""

from __future__ import annotations

import pytest

from tests.journeys.browser import Browser
from tests.journeys.conftest import Site
from tests.journeys.steps import BUSINESS, register

_PAGE = "/en/forms/permit/kitchen"


def test_the_same_page_comes_again_with_a_new_token_that_works(site: Site, owner: Browser) -> None:
    register(owner)
    first, second = (_text_and_token(owner) for _ in range(2))
    assert first[0] == second[0]
    assert first[1] != second[1]
    owner.send(phone="(415) 555-0199", seats="12")
    assert owner.page.status == 200
    owner.open(_PAGE)
    assert owner.page.value("phone") == "(415) 555-0199"


def test_what_another_browser_changed_is_on_the_page_at_once(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open(_PAGE)
    elsewhere = site.signed_in()
    elsewhere.open("/en/forms/inspection")
    elsewhere.follow("Start")
    elsewhere.send(phone="(415) 555-0188")
    elsewhere.send(altered="unaltered")
    elsewhere.send(button="send")
    owner.open(_PAGE)
    assert owner.page.value("phone") == "(415) 555-0188"


def test_two_languages_and_two_people_have_pages_of_their_own(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open(_PAGE)
    assert owner.page.root.get("lang") == "en"
    owner.open(_PAGE.replace("/en/", "/es/"))
    assert owner.page.root.get("lang") == "es"
    stranger = site.signed_in("stranger@example.org")
    stranger.open(_PAGE)
    assert "stranger@example.org" in stranger.page.text
    assert stranger.page.value("phone") == ""


def test_a_page_is_remembered_once_whatever_stands_behind_its_address(site: Site, owner: Browser) -> None:
    pages = site.app.extensions["onceonly"].sites.newest().pages
    owner.open(_PAGE)
    assert len(pages) == 1
    for number in range(20):
        assert owner.open(f"{_PAGE}?{number}").value("seats") == ""
    assert len(pages) == 1


def _text_and_token(browser: Browser) -> tuple[str, str]:
    browser.open(_PAGE)
    token = browser.page.value("_csrf")
    return browser.page.response.get_data(as_text=True).replace(token, ""), token


@pytest.mark.parametrize("button", ["continue", "save", "language.es"])
def test_a_page_that_comes_back_brings_what_another_window_answered(owner: Browser, button: str) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    old = owner.open("/en/forms/registration/business")
    owner.send_as(owner.open("/en/forms/registration/business"), phone="415 555 0177")
    page = owner.send_as(old, button=button, website="no address")
    if button == "save":
        page = owner.open("/en/forms/registration/business")
    assert (page.value("phone"), page.value("website")) == ("(415) 555-0177", "no address")
    owner.send(website="https://dumplings.example")
    assert owner.open("/en/forms/registration/business").value("phone") == "(415) 555-0177"
