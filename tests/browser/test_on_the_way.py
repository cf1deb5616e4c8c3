"""An owner comes back: what changed, what her submission waits for, and her second location."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from onceonly.demo.register import register
from onceonly.demo.send import send_past
from runtime.services.access import System
from runtime.services.cases.case_transitions import CaseContext
from runtime.services.site.published_site import newest_site
from tests.browser.foggyton import Foggyton
from tests.browser.owner import Owner

pytestmark = pytest.mark.browser


@pytest.fixture
def city(city: Foggyton, output: Path) -> Foggyton:
    send_past(
        CaseContext(System("Jordan Lee"), city.store, newest_site(output), city.address), register()[:3]
    )
    return city


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_who_comes_back_is_led_to_what_waits_for_her(page: Page, city: Foggyton) -> None:
    owner = Owner(page, city)
    owner.sign_in()
    news = page.get_by_role("region", name="What changed")
    expect(news).to_contain_text("Since you were last here on September 12, 2026")
    expect(news).to_contain_text("Seats for guests 30 From the register “Food safety”, September 28, 2026")
    waiting = page.get_by_role("region", name="More information needed")
    waiting.get_by_role("link", name="Sell food at an event").click()
    steps = page.get_by_role("list", name="What has happened so far").get_by_role("listitem")
    expect(steps).to_have_count(3)
    expect(steps.last).to_have_attribute("aria-current", "step")
    expect(steps.last).to_contain_text("Please tell us who is in charge of food safety at your booth")
    letter = page.get_by_role("group").filter(has_text="More information needed")
    expect(letter.get_by_text("Public Health writes:")).to_be_hidden()
    letter.locator("summary").click()
    expect(letter.get_by_text("Public Health writes:")).to_be_visible()
    page.reload()
    owner.open("/")
    expect(news).to_be_visible()


def test_a_second_location_asks_for_its_own_facts_only(page: Page, city: Foggyton) -> None:
    owner = Owner(page, city)
    owner.sign_in()
    page.locator("#act-for").select_option(label="Golden Gate Dumplings, 410 Clement Street")
    page.get_by_role("button", name="Switch").click()
    owner.open("/business")
    expect(page.get_by_role("main")).to_contain_text("410 Clement Street Foggyton, CA 94118")
    expect(page.get_by_role("main")).not_to_contain_text("728 Cannery Street")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_about_what_was_sent_fit_a_small_phone(page: Page, city: Foggyton, language: str) -> None:
    owner = Owner(page, city, language)
    owner.sign_in()
    account = city.store.identity.account("mei@dumplings.example")
    assert account
    sent = city.store.submissions.of_business(account.businesses[0].id)[0]
    for path in ("/", "/submissions", f"/submissions/{sent.reference}", "/business", "/locations"):
        owner.open(path)
        widest = page.locator("html").evaluate("element => element.scrollWidth")
        assert widest <= 360, path
