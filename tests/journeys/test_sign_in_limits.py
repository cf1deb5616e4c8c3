"""Limits of sign-in letters: per address, per network and in all, and nobody locks anybody else out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from runtime.dataset import Limits
from runtime.services.settings import Settings
from runtime.web.app import create_app
from tests.journeys.asking import ask, newest_link
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site

HOME, ELSEWHERE = "203.0.113.9", "198.51.100.7"


@pytest.fixture
def behind(settings: Settings, site: Site) -> Site:
    """The site behind a proxy on this computer, with limits that are soon reached."""
    limits = Limits(strangers=30, accounts=40)
    known = replace(settings, trusted_proxies=("127.0.0.1",), sign_in_limits=limits)
    return Site(create_app(known, site.store), site.store)


def at(site: Site, client: str) -> Browser:
    """A new browser at this address."""
    return Browser(site.app, headers={"X-Forwarded-For": client})


def often(site: Site, client: str, address: str, times: int) -> int:
    """How many letters go out; ``{}`` in the address is a running number."""
    before = len(site.store.outbox.all())
    browser = at(site, client)
    for number in range(times):
        ask(site, address.format(number), browser=browser)
    return len(site.store.outbox.all()) - before


@pytest.fixture
def networks() -> Iterator[str]:
    return (f"10.{number // 250}.{number % 250}.1" for number in range(1_000))


def test_an_address_gets_five_letters_from_one_network(behind: Site) -> None:
    assert often(behind, HOME, OWNER, 9) == 5
    assert often(behind, "203.0.113.200", OWNER, 2) == 0  # of the same network
    assert often(behind, ELSEWHERE, OWNER, 9) == 5


def test_a_network_gets_twenty_letters_to_strangers(behind: Site) -> None:
    assert often(behind, HOME, "stranger-{}@d.example", 60) == 20
    assert often(behind, "::ffff:203.0.113.77", "another-{}@d.example", 2) == 0
    assert often(behind, "2001:db8:1:200::1", "further-{}@d.example", 2) == 2


def test_others_cannot_stop_an_owner_in_her_own_browser(behind: Site, networks: Iterator[str]) -> None:
    owner = at(behind, HOME)
    owner.sign_in(OWNER)
    assert sum(often(behind, network, OWNER, 6) for network, _ in zip(networks, range(9), strict=False)) < 40
    assert often(behind, "192.0.2.1", OWNER, 1) == 0  # wherever else she comes from
    before = len(behind.store.outbox.all(OWNER))
    owner.client.delete_cookie("session")
    asked = ask(behind, OWNER, browser=owner)
    assert len(behind.store.outbox.all(OWNER)) == before + 1
    owner.open(asked.link)
    assert OWNER in owner.send().text


def test_an_attacker_in_one_network_cannot_stop_an_owner_in_another(behind: Site) -> None:
    at(behind, HOME).sign_in(OWNER)
    often(behind, ELSEWHERE, OWNER, 40)
    often(behind, ELSEWHERE, "stranger-{}@d.example", 40)
    assert often(behind, HOME, OWNER, 1) == 1


def test_all_strangers_together_do_not_stop_owners(behind: Site, networks: Iterator[str]) -> None:
    at(behind, HOME).sign_in(OWNER)
    for network, _ in zip(networks, range(3), strict=False):
        often(behind, network, f"{{}}@{network}.example", 20)
    assert often(behind, ELSEWHERE, "one.more@d.example", 1) == 0
    assert often(behind, ELSEWHERE, OWNER, 1) == 1


def test_a_browser_is_known_to_the_account_that_signed_in_with_it_and_to_no_other(behind: Site) -> None:
    owner = at(behind, HOME)
    owner.sign_in("somebody.else@d.example")
    owner.sign_in(OWNER)
    assert often(behind, HOME, "somebody.else@d.example", 4) == 4
    assert ask(behind, "somebody.else@d.example", browser=owner)
    assert len(behind.store.outbox.all("somebody.else@d.example")) == 5
    ask(behind, "somebody.else@d.example", browser=owner)
    assert len(behind.store.outbox.all("somebody.else@d.example")) == 5


@pytest.mark.parametrize("value", ["", "nonsense", "a.b", "é", "{}x"])
def test_a_cookie_that_this_site_did_not_sign_makes_no_browser_known(behind: Site, value: str) -> None:
    owner = at(behind, HOME)
    owner.sign_in(OWNER)
    cookie = owner.client.get_cookie("device")
    assert cookie
    assert often(behind, HOME, OWNER, 4) == 4
    forger = at(behind, HOME)
    forger.client.set_cookie("device", value.format(cookie.value))
    ask(behind, OWNER, browser=forger)
    assert len(behind.store.outbox.all(OWNER)) == 5


def test_the_cookie_of_a_known_browser_outlives_it_and_is_locked_to_the_site(
    settings: Settings, site: Site
) -> None:
    owner = site.signed_in()
    cookie = owner.client.get_cookie("device")
    assert cookie
    assert cookie.max_age == 400 * 24 * 60 * 60
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")
    assert OWNER not in cookie.value
    account = site.store.identity.account(OWNER)
    assert account
    assert account.id not in cookie.value


def test_only_a_proxy_that_is_trusted_may_say_who_is_behind_it(site: Site) -> None:
    sent = [often(site, f"10.0.{number}.1", f"{number}-{{}}@d.example", 3) for number in range(9)]
    assert sum(sent) == 20


def test_what_a_client_says_of_itself_does_not_count(behind: Site) -> None:
    sent = [often(behind, f"10.0.{number}.1, {HOME}", f"{number}-{{}}@d.example", 3) for number in range(9)]
    assert sum(sent) == 20


def test_a_limited_ask_says_the_same_as_any(behind: Site) -> None:
    often(behind, HOME, OWNER, 5)
    asked = ask(behind, OWNER, browser=at(behind, HOME))
    assert len(behind.store.outbox.all(OWNER)) == 5
    assert asked.link == newest_link(behind, OWNER)
    assert asked.browser.page.heading == "Look into your mailbox"
