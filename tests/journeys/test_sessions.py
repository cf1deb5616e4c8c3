"""The page on which people see where they are signed in and end it, and sessions that end by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from runtime.services.identity.secrets import hashed
from tests.journeys.asking import ask
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site

FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:137.0) Gecko/137.0 Firefox/137.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/18.4 Mobile/15E148 Safari/604.1"
)


def signed_in(site: Site, agent: str = "", address: str = OWNER) -> Browser:
    browser = Browser(site.app, headers={"User-Agent": agent} if agent else {})
    browser.sign_in(address)
    return browser


def is_in(browser: Browser) -> bool:
    return OWNER in browser.open("/en/").text


def cookie_of(browser: Browser) -> str:
    cookie = browser.client.get_cookie("session")
    assert cookie
    return cookie.value


def button(browser: Browser, mark: str = "end.") -> str:
    (found,) = [
        one for one in browser.open("/en/sessions").all("button") if one.get("value", "").startswith(mark)
    ]
    return found.get("value", "")


def test_signing_in_elsewhere_ends_nothing(site: Site) -> None:
    first, second = signed_in(site), signed_in(site)
    assert is_in(first)
    assert is_in(second)


def test_people_see_where_they_are_signed_in(site: Site) -> None:
    signed_in(site, SAFARI)
    mine = signed_in(site, FIREFOX)
    signed_in(site, address="somebody.else@dumplings.example")
    page = mine.open(mine.open("/en/").link(OWNER))
    assert page.heading == "Where you are signed in"
    entries = ["".join(one.itertext()) for one in page.all("li") if "Signed in on" in "".join(one.itertext())]
    assert len(entries) == 2
    assert "Firefox, Android" in entries[0]
    assert "This browser" in entries[0]
    assert "Sign out there" not in entries[0]
    assert "Safari, iPhone" in entries[1]
    assert "Sign out there" in entries[1]
    assert "Last used on" in entries[1]


def test_no_cookie_and_no_header_of_a_browser_is_shown_or_kept(site: Site) -> None:
    other, mine = signed_in(site, SAFARI), signed_in(site, FIREFOX)
    html = mine.open("/en/sessions").response.get_data(as_text=True)
    for browser in (other, mine):
        assert cookie_of(browser) not in html
        assert hashed(cookie_of(browser)) not in html
    account = site.store.identity.account(OWNER)
    assert account
    assert {one.agent for one in site.store.identity.sessions(account.id)} == {
        "Safari, iPhone",
        "Firefox, Android",
    }


def test_another_browser_is_signed_out_at_once(site: Site) -> None:
    other, mine = signed_in(site), signed_in(site)
    page = mine.send(button=button(mine))
    assert "That browser is signed out." in page.text
    assert "Sign out there" not in page.text
    assert not is_in(other)
    assert is_in(mine)


def test_all_other_browsers_are_signed_out_at_once(site: Site) -> None:
    others, mine = [signed_in(site) for _ in range(3)], signed_in(site)
    stranger = signed_in(site, address="somebody.else@dumplings.example")
    mine.open("/en/sessions")
    page = mine.send(button="others")
    assert "All other browsers are signed out." in page.text
    assert "Sign out everywhere else" not in page.text
    assert [is_in(other) for other in others] == [False] * 3
    assert is_in(mine)
    assert "somebody.else" in stranger.open("/en/").text


def test_a_browser_that_is_signed_out_meanwhile_is_no_error(site: Site) -> None:
    other, mine = signed_in(site), signed_in(site)
    pressed = button(mine)
    site.store.identity.close_session(hashed(cookie_of(other)))
    assert mine.send(button=pressed).status == 200
    assert is_in(mine)


@pytest.mark.parametrize("pressed", ["end.", "end.nonsense", "end", "", "continue", "end.é"])
def test_a_forged_button_ends_nothing(site: Site, pressed: str) -> None:
    other, mine = signed_in(site), signed_in(site)
    mine.open("/en/sessions")
    mine.send(button=pressed)
    assert is_in(other)
    assert is_in(mine)


def test_this_browser_is_not_signed_out_from_its_own_list(site: Site) -> None:
    signed_in(site)
    mine = signed_in(site)
    mine.open("/en/sessions")
    mine.send(button=f"end.{hashed(cookie_of(mine))[:12]}")
    assert is_in(mine)


def test_nobody_ends_a_session_of_another_account(site: Site) -> None:
    mine = signed_in(site)
    stranger, again = (signed_in(site, address="somebody.else@dumplings.example") for _ in range(2))
    page = stranger.open("/en/sessions")
    for mark in (hashed(cookie_of(mine)), hashed(cookie_of(mine))[:12]):
        stranger.send_as(page, button=f"end.{mark}")
    assert is_in(mine)
    stranger.send_as(page, button="others")
    assert is_in(mine)
    assert "somebody.else" not in again.open("/en/").text


def test_the_page_is_for_who_is_signed_in_and_its_post_needs_a_token(site: Site) -> None:
    assert site.browser().client.get("/en/sessions").headers["Location"] == "/en/sign-in"
    other, mine = signed_in(site), signed_in(site)
    mine.open("/en/sessions")
    assert mine.send(button="others", _csrf="forged").status == 403
    assert is_in(other)


def opened(site: Site, opened: timedelta, seen: timedelta | None = None) -> Browser:
    """A browser whose session began so long from now and was used last at the other moment."""
    account = site.store.identity.account(OWNER) or site.store.identity.create_account(OWNER, language="en")
    cookie = f"cookie-{opened}-{seen}"
    business, now = account.businesses[0].id, datetime.now(UTC)
    site.store.identity.open_session(hashed(cookie), account.id, business, "csrf", now + opened)
    if seen is not None:
        site.store.identity.touch_session(hashed(cookie), now + seen)
    browser = site.browser()
    browser.client.set_cookie("session", cookie)
    return browser


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("began", "seen"),
    [
        (timedelta(), None),
        (-11 * HOUR, -HOUR / 2),
        (timedelta(minutes=4), None),  # clocks of several machines
        (-HOUR, timedelta(minutes=4)),
    ],
)
def test_a_session_is_open_while_it_is_used(site: Site, began: timedelta, seen: timedelta | None) -> None:
    assert is_in(opened(site, began, seen))


@pytest.mark.parametrize(
    ("began", "seen"),
    [
        (-13 * HOUR, timedelta()),  # too old, or a clock that was set forward
        (-2 * HOUR, -1.1 * HOUR),  # idle
        (-400 * 24 * HOUR, None),
        (HOUR, None),  # a clock that was set back after it was opened
        (400 * 24 * HOUR, None),
        (-HOUR, HOUR),  # and after it was used
    ],
)
def test_a_session_ends_with_its_time_and_whatever_clocks_do(
    site: Site, began: timedelta, seen: timedelta | None
) -> None:
    browser = opened(site, began, seen)
    assert not is_in(browser)
    mine = signed_in(site)
    assert "Sign out there" not in mine.open("/en/sessions").text


@pytest.mark.parametrize(("began", "seen"), [(HOUR, None), (-HOUR, HOUR)])
def test_a_session_from_the_future_does_not_come_back_with_it(
    site: Site, began: timedelta, seen: timedelta | None
) -> None:
    browser = opened(site, began, seen)
    assert not is_in(browser)
    cookie = browser.client.get_cookie("session")
    assert cookie
    assert site.store.identity.session(hashed(cookie.value)) is None


def test_a_sign_in_while_signed_in_says_which_browser_it_is(site: Site) -> None:
    mine = signed_in(site, FIREFOX)
    asked = ask(site, OWNER, browser=mine)
    mine.open(asked.link)
    mine.send()
    account = site.store.identity.account(OWNER)
    assert account
    assert [one.agent for one in site.store.identity.sessions(account.id)] == ["Firefox, Android"]
