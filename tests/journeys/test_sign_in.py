"""Signing in: links that work once, answers that tell nothing, sessions that end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from runtime.app import create_app
from runtime.settings import Settings
from runtime.stores import NewMessage
from tests.journeys.asking import ask, enter, id_in
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
    assert len(site.store.outbox("often@dumplings.example")) == 5


def test_the_page_says_what_happens_and_what_to_do_when_nothing_does(site: Site) -> None:
    page = ask(site, OWNER).browser.page
    for sentence in (
        f"We send a link to {OWNER}.",
        "The link works once, for 10 minutes.",
        "Within 10 minutes we send only a few letters to one address and to one place",
        "wait 10 minutes and ask again.",
    ):
        assert sentence in page.text


def test_a_link_works_once(site: Site) -> None:
    asked = ask(site, OWNER)
    phone = site.browser()
    open_page = phone.open(asked.link)
    asked.browser.open(asked.link)
    assert asked.browser.send().status == 200
    assert asked.browser.open(asked.link).status == 410
    page = phone.send_as(open_page, code=asked.code)
    assert page.status == 410
    assert "A link works once" in page.text


def test_looking_at_a_link_does_not_use_it_up(site: Site) -> None:
    asked = ask(site, OWNER)
    for _ in range(3):
        assert site.browser().open(asked.link).status == 200
        assert site.browser().client.head(asked.link).status_code == 200
    asked.browser.open(asked.link)
    assert OWNER in asked.browser.send().text


def test_a_link_ends_after_ten_minutes(settings: Settings, site: Site) -> None:
    assert settings.sign_in_age == timedelta(minutes=10)
    late = create_app(replace(settings, sign_in_age=timedelta(seconds=-1)), site.store)
    asked = ask(Site(late, site.store), OWNER)
    assert asked.browser.open(asked.link).status == 410


def test_a_link_that_ends_while_its_page_is_open_says_so(site: Site) -> None:
    asked = ask(site, OWNER)
    asked.browser.open(asked.link)
    for _ in range(5):
        site.store.miss_sign_in(id_in(asked.link), datetime.now(UTC))
    assert asked.browser.send().status == 410


def test_the_page_behind_a_link_names_the_account_that_it_opens(site: Site) -> None:
    asked = ask(site, OWNER)
    for browser in (asked.browser, site.browser()):
        assert f"You are about to sign in as {OWNER}." in browser.open(asked.link).text


def test_the_browser_that_asked_needs_no_code(site: Site) -> None:
    asked = ask(site, OWNER)
    assert not asked.browser.open(asked.link).has("code")
    assert OWNER in asked.browser.send().text


def test_another_browser_needs_the_code_of_the_one_that_asked(site: Site) -> None:
    asked, phone = ask(site, OWNER), site.browser()
    phone.open(asked.link)
    page = phone.send(code="")
    assert page.status == 422
    assert page.errors == [
        "Code: enter the six letters and digits from the page where you asked for this link."
    ]
    page = phone.send(code="ABC-DEF")
    assert page.status == 422
    assert page.errors[0].startswith("Code: this is not the one that goes with this link.")
    assert page.value("code") == "ABC-DEF"
    assert page.said("code-error").endswith(page.errors[0])
    assert OWNER in phone.send(code=asked.code.lower().replace("-", " ")).text


def test_the_code_of_another_link_is_not_this_ones(site: Site) -> None:
    asked, other, phone = ask(site, OWNER), ask(site, OWNER), site.browser()
    phone.open(asked.link)
    assert phone.send(code=other.code).status == 422
    assert OWNER in phone.send(code=asked.code).text


def test_after_five_wrong_codes_a_link_is_dead_for_everybody(site: Site) -> None:
    asked, stranger = ask(site, OWNER), site.browser()
    stranger.open(asked.link)
    pages = [stranger.send_as(stranger.page, code="").status for _ in range(9)]
    assert pages == [422] * 9  # nothing typed is no guess
    codes = [stranger.send_as(stranger.page, code=f"ABC-DE{number}").status for number in range(4)]
    assert codes == [422] * 4
    open_page = stranger.page
    assert stranger.send(code="ABC-DE9").status == 410
    assert stranger.send_as(open_page, code=asked.code).status == 410
    assert asked.browser.open(asked.link).status == 410


def test_a_code_is_asked_of_a_browser_that_others_are_signed_in_with(site: Site) -> None:
    other = site.signed_in("somebody.else@dumplings.example")
    asked = ask(site, OWNER)
    assert other.open(asked.link).has("code")
    assert OWNER in other.send(code=asked.code).text


@pytest.mark.parametrize("token", ["nonsense", "A" * 43, "{}", "{}.", "{}.AAAAAAAAAAAAAAAAAAAAAAAA", "é.ü"])
def test_what_this_site_has_not_signed_is_no_link(site: Site, token: str) -> None:
    asked = ask(site, OWNER)
    address = f"/en/sign-in/{token.format(id_in(asked.link))}"
    assert asked.browser.open(address).status == 410


def test_a_link_of_another_secret_is_none(settings: Settings, site: Site) -> None:
    asked = ask(site, OWNER)
    other = create_app(replace(settings, secret="fedcba9876543210-and-something-else"), site.store)
    assert Site(other, site.store).browser().open(asked.link).status == 410


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
        site.store.post(letter, now - timedelta(days=days_ago))
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
    assert site.store.outbox()[0].to == "strasse@dumplings.example"


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
    first, second = (site.store.create_party("business", name) for name in ("Dumplings", "Noodles"))
    site.store.create_account("two@dumplings.example", language="en", businesses=[first, second])
    browser = site.signed_in("two@dumplings.example")
    assert "Dumplings" in browser.page.text
    token = browser.page.all("input", name="_csrf")[0].get("value")
    browser.client.post("/en/act-for", data={"_csrf": token, "business": second.id})
    assert browser.open("/en/").heading == "Noodles and the city"
    other = site.store.create_party("business", "Somebody else's")
    refused = browser.client.post("/en/act-for", data={"_csrf": token, "business": other.id})
    assert refused.status_code == 404
