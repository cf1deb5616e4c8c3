"""Links: each works once, for ten minutes, in the browser that asked; others need the code that it shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from runtime.services.settings import Settings
from runtime.web.app import create_app
from tests.journeys.asking import ask, id_in
from tests.journeys.conftest import OWNER, Site
from tests.work import ENOUGH


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


def test_of_many_clicks_in_the_same_moment_one_signs_in(site: Site) -> None:
    asked = ask(site, OWNER)
    token = asked.browser.open(asked.link).value("_csrf")
    guest = asked.browser.client.get_cookie("guest")
    assert guest
    start = Barrier(8)

    def click(_: int) -> int:
        client = site.app.test_client()
        client.set_cookie("guest", guest.value)
        start.wait(ENOUGH)
        return client.post(asked.link, data={"_csrf": token}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(click, range(8))) == [303] + [410] * 7


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
        site.store.identity.miss_sign_in(id_in(asked.link), datetime.now(UTC))
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
