"""Signing in: links that work once, answers that tell nothing, sessions that end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from runtime.dataset import NewMessage
from runtime.services.settings import Settings
from runtime.web.app import create_app
from tests.journeys.asking import ask, enter
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import BUSINESS


def test_the_answer_is_the_same_for_known_and_unknown_addresses_and_for_those_who_ask_too_often(
    site: Site,
) -> None:
    site.signed_in("known@dumplings.example")
    for _ in range(6):
        ask(site, "often@dumplings.example")
    answers = set()
    for address in ("known@dumplings.example", "nobody@dumplings.example", "often@dumplings.example"):
        asked = ask(site, address)
        page = asked.browser.page
        headers = [
            pair for pair in page.response.headers if pair[0] not in ("Content-Length", "X-Request-Id")
        ]
        answers.add((page.status, page.text.replace(address, "…").replace(asked.code, "…"), str(headers)))
    assert len(answers) == 1
    assert len(site.store.outbox.all("often@dumplings.example")) == 5


def test_the_page_says_what_happens_and_what_to_do_when_nothing_does(site: Site) -> None:
    page = ask(site, OWNER).browser.page
    for sentence in (
        f"We send a link to {OWNER}.",
        "The link works once, for 10 minutes.",
        "Within 10 minutes we send only a few letters to one address and to one place",
        "wait 10 minutes and ask again.",
    ):
        assert sentence in page.text


def test_a_mistyped_address_is_said_at_the_field(site: Site) -> None:
    browser = site.browser()
    browser.open("/en/sign-in")
    page = browser.send(email="mei at dumplings")
    assert page.status == 422
    assert page.value("email") == "mei at dumplings"
    assert page.errors[0].startswith("Your email address")
    assert browser.send(email="").errors[0].startswith("Your email address")


def test_after_signing_in_one_is_where_one_wanted_to_be(site: Site) -> None:
    browser = site.browser()
    browser.open("/en/forms/registration/business")
    browser.send(email=OWNER)
    browser.open("/en/mailbox")
    browser.open(urlsplit(browser.page.link("/en/sign-in/")).path)
    assert browser.send().heading == "Your business"


def test_a_letter_says_which_language_it_is_in_and_its_link_leads_there(site: Site) -> None:
    asked = ask(site, OWNER, "es")
    (heading, *_) = asked.browser.open("/en/mailbox").all("h2")
    assert (heading.get("lang"), heading.get("dir")) == ("es", "ltr")
    assert asked.link.startswith("/es/sign-in/")
    assert asked.browser.open(asked.link).root.get("lang") == "es"


def test_a_letter_says_that_another_browser_needs_the_code_but_not_the_code(site: Site) -> None:
    asked = ask(site, OWNER)
    letter = site.browser().open("/en/mailbox").text
    assert "In another browser or on another device it needs the code" in letter
    assert asked.code not in letter


def test_the_mailbox_shows_the_newest_letters_by_their_dates_and_how_many_more_there_are(site: Site) -> None:
    now = datetime.now(UTC)
    for days_ago in (0, *range(21, 0, -1)):  # the past of a demo is told after today
        letter = NewMessage(OWNER, f"{days_ago} days ago", "Hello", "en")
        site.store.outbox.post(letter, now - timedelta(days=days_ago))
    page = site.browser().open("/en/mailbox")
    assert [heading.text for heading in page.all("h2")][:20] == [f"{days} days ago" for days in range(20)]
    assert "20 days ago" not in page.text
    assert "2 older messages are not shown here." in page.text


@pytest.mark.parametrize("wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_nobody_is_sent_to_another_site_after_signing_in(site: Site, wanted: str) -> None:
    asked = ask(site, OWNER)
    asked.browser.open(asked.link)
    asked.browser.client.set_cookie("next", wanted)
    assert asked.browser.post(asked.browser.page).headers["Location"] == "/en/"


def test_an_address_that_only_looks_alike_enters_no_account_of_somebody_else(site: Site) -> None:
    site.signed_in("strasse@dumplings.example")
    stranger = site.browser()
    stranger.open("/en/sign-in")
    stranger.send(email="straße@dumplings.example")
    assert site.store.outbox.all()[0].to == "strasse@dumplings.example"


def test_a_link_from_before_a_look_alike_had_an_account_does_not_enter_it(site: Site) -> None:
    stranger = site.browser()
    stranger.open("/en/sign-in")
    stranger.send(email="straße@dumplings.example")
    link = urlsplit(stranger.open("/en/mailbox").link("/en/sign-in/")).path
    site.signed_in("strasse@dumplings.example")
    stranger.open(link)
    assert stranger.send().status == 410


def test_signing_in_changes_the_session_and_ends_the_old_one(site: Site) -> None:
    browser = site.signed_in()
    old = browser.client.get_cookie("session")
    enter(site, browser)
    new = browser.client.get_cookie("session")
    assert old
    assert new
    assert old.value != new.value
    stale = site.browser()
    stale.client.set_cookie("session", old.value)
    assert "Sign in to use" in stale.open("/en/").text


def test_signing_out_ends_the_session_in_the_store(site: Site) -> None:
    browser = site.signed_in()
    cookie = browser.client.get_cookie("session")
    assert cookie
    token = browser.page.all("input", name="_csrf")[0].get("value")
    response = browser.client.post("/en/sign-out", data={"_csrf": token})
    assert response.status_code == 303
    browser.client.set_cookie("session", cookie.value)
    assert OWNER not in browser.open("/en/").text


@pytest.fixture
def tired(settings: Settings, site: Site) -> Site:
    """The same site, in which sessions have just become too old."""
    return Site(create_app(replace(settings, session_idle=timedelta(seconds=-1)), site.store), site.store)


def test_a_session_that_ended_keeps_the_draft(site: Site, tired: Site) -> None:
    browser = site.signed_in()
    browser.open("/en/forms/registration/business")
    browser.send(**BUSINESS)
    browser.client.application = tired.app
    page = browser.send(premises_address__street="5 Pier Street")
    assert page.status == 403
    assert "You have been signed out, so this page was not saved." in page.text
    assert "/en/sign-in" in [link.get("href") for link in page.all("a", target="_blank")]
    again = site.signed_in()
    assert again.open("/en/forms/registration").text.count("Done") == 1


def test_a_page_sent_again_after_signing_in_keeps_what_was_typed(site: Site) -> None:
    browser = site.signed_in()
    open_page = browser.open("/en/forms/registration/business")
    enter(site, browser)
    page = browser.send_as(open_page, **BUSINESS)
    assert page.status == 403
    assert page.value("legal_name") == BUSINESS["legal_name"]
    assert page.errors == [
        "This page was open for too long and was not saved. Look it over and send it again."
    ]
    assert browser.send().heading == "Where you are"


def test_there_is_no_mailbox_outside_the_demo(settings: Settings, site: Site) -> None:
    real = Site(create_app(replace(settings, demo=False), site.store), site.store)
    assert real.browser().open("/en/mailbox").status == 404


def test_one_account_acts_for_several_businesses(site: Site) -> None:
    first, second = (site.store.parties.create("business", name) for name in ("Dumplings", "Noodles"))
    site.store.identity.create_account("two@dumplings.example", language="en", businesses=[first, second])
    browser = site.signed_in("two@dumplings.example")
    assert "Dumplings" in browser.page.text
    token = browser.page.all("input", name="_csrf")[0].get("value")
    browser.client.post("/en/act-for", data={"_csrf": token, "business": second.id})
    assert browser.open("/en/").heading == "Noodles and the city"
    other = site.store.parties.create("business", "Somebody else's")
    refused = browser.client.post("/en/act-for", data={"_csrf": token, "business": other.id})
    assert refused.status_code == 404
