"""Tabs of the portal switch like tabs: one small request, by keyboard too, and the way back stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.accessibility import checks
from tests.browser.foggyton import Foggyton, served
from tests.browser.owner import Owner

pytestmark = pytest.mark.browser

Open = Callable[..., Owner]
PLACE = """(() => {
    const [desk, tabs] = [".desk", ".tabs"].map(one => document.querySelector(one).getBoundingClientRect());
    return [desk.x, desk.y + scrollY, desk.width, tabs.x, tabs.width, tabs.height];
})()"""


@pytest.fixture(scope="module")
def city(output: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Foggyton]:
    with served(output, tmp_path_factory.mktemp("store"), businesses=1) as running:
        yield running


@pytest.fixture(scope="module")
def cookies(browser: Browser, city: Foggyton) -> Any:  # Any: Playwright's own shape
    """Those of the owner, who signs in once."""
    context = browser.new_context()
    Owner(context.new_page(), city).sign_in()
    kept = context.cookies()
    context.close()
    return kept


@pytest.fixture
def signed_in(browser: Browser, city: Foggyton, cookies: Any) -> Iterator[Open]:
    contexts = []

    def open_(language: str = "en", width: int = 1280, **options: Any) -> Owner:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        context.add_cookies(cookies)
        contexts.append(context)
        owner = Owner(context.new_page(), city, language)
        owner.open("/agency/fire")
        return owner

    yield open_
    for context in contexts:
        context.close()


def opened(page: Page, name: str) -> None:
    """The tab of that name is the open one, for everybody who asks."""
    expect(page.get_by_role("tab", selected=True)).to_have_text(name)
    expect(page.get_by_role("tabpanel", name=name)).to_contain_text(name)
    assert page.title().startswith(f"{name} – ")


def test_a_click_asks_for_the_part_only_and_changes_address_title_and_links(signed_in: Open) -> None:
    owner = signed_in()
    page, asked = owner.page, list[str]()
    page.on("request", lambda request: asked.extend([request.url] * ("/assets/" not in request.url)))
    place = page.evaluate(PLACE)
    page.evaluate("window.stayed = true")
    page.get_by_role("tab", name="Public Health").click()
    opened(page, "Public Health")
    expect(page.get_by_role("link", name="Apply for a food permit")).to_be_visible()
    assert asked == [f"{owner.city.address}/en/agency/health"]
    assert page.url == asked[0]
    assert page.evaluate("window.stayed")
    assert page.evaluate(PLACE) == place
    assert page.evaluate("document.activeElement.textContent") == "Public Health"
    expect(page.locator(".languages a[hreflang=ar]")).to_have_attribute(
        "href", re.compile("/ar/agency/health$")
    )
    page.get_by_role("tab", name="My business").click()
    opened(page, "My business")
    page.get_by_role("tab", name="What may apply to me").click()
    opened(page, "What may apply to me")


def test_back_and_forward_and_a_deep_link_open_their_tab(signed_in: Open) -> None:
    owner = signed_in()
    page = owner.page
    for name in ("Public Works", "County Clerk"):
        page.get_by_role("tab", name=name).click()
        opened(page, name)
    page.go_back()
    opened(page, "Public Works")
    assert page.evaluate("document.activeElement.textContent") == "Public Works"
    page.go_back()
    opened(page, "Fire Department")
    page.go_forward()
    opened(page, "Public Works")
    page.reload()
    opened(page, "Public Works")
    page.get_by_role("link", name="Put tables and chairs on the sidewalk").click()
    page.go_back()
    opened(page, "Public Works")


@pytest.mark.parametrize(
    ("language", "width", "on", "back", "orientation"),
    [
        ("en", 1280, "ArrowDown", "ArrowUp", "vertical"),
        ("en", 600, "ArrowRight", "ArrowLeft", "horizontal"),
        ("ar", 600, "ArrowLeft", "ArrowRight", "horizontal"),
    ],
)
def test_arrow_keys_move_the_focus_and_enter_or_space_opens(
    signed_in: Open, language: str, width: int, on: str, back: str, orientation: str
) -> None:
    owner = signed_in(language, width)
    page = owner.page
    names = page.locator(".tab").all_inner_texts()
    expect(page.get_by_role("tablist")).to_have_attribute("aria-orientation", orientation)
    assert page.locator(".tab[tabindex='0']").all_inner_texts() == [names[7]]  # one stop of the Tab key

    def after(key: str) -> str:
        page.keyboard.press(key)
        return str(page.evaluate("document.activeElement.textContent"))

    page.get_by_role("tab", selected=True).focus()
    assert [after(key) for key in (on, back, back, "Home", back, on, "End")] == [
        *(names[8], names[7], names[6], names[0], names[-1], names[0], names[-1])
    ]
    opened(page, names[7])  # nothing was asked for yet
    page.keyboard.press("Enter")
    opened(page, names[-1])
    assert after("Home") == names[0]
    page.keyboard.press("Space")
    opened(page, names[0])
    assert page.evaluate("scrollX") == 0


def test_without_javascript_each_tab_is_a_link_to_the_same_content(signed_in: Open) -> None:
    without, with_script = signed_in(java_script_enabled=False), signed_in()
    assert without.page.locator("[role=tab], [role=tabpanel], [aria-selected]").count() == 0
    without.page.get_by_role("link", name="Small Business Relief", exact=True).click()
    expect(without.page.locator(".tab[aria-current=page]")).to_have_text("Small Business Relief")
    with_script.page.get_by_role("tab", name="Small Business Relief").click()
    opened(with_script.page, "Small Business Relief")
    assert without.page.locator("#desk").inner_text() == with_script.page.locator("#desk").inner_text()
    assert without.page.title() == with_script.page.title()


def test_a_slow_answer_is_said_and_the_last_tab_asked_for_wins(signed_in: Open) -> None:
    page = signed_in().page
    waiting: list[Route] = []
    page.route("**/agency/clerk", lambda route: waiting.append(route))
    page.get_by_role("tab", name="County Clerk").click()
    expect(page.locator("#desk")).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("status").last).to_have_text("One moment, please.")
    opened(page, "Fire Department")
    page.get_by_role("tab", name="Public Works").click()
    opened(page, "Public Works")
    assert page.locator("#desk[aria-busy]").count() == 0
    expect(page.get_by_role("status").last).to_have_text("")


def test_a_failed_answer_opens_the_page_itself(signed_in: Open) -> None:
    page = signed_in().page
    tries: list[str] = []

    def fail_once(route: Route) -> None:
        tries.append(route.request.resource_type)
        if len(tries) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/agency/clerk", fail_once)
    page.get_by_role("tab", name="County Clerk").click()
    opened(page, "County Clerk")
    assert tries == ["xhr", "document"]


def test_an_answer_that_is_no_tab_opens_the_page_itself(signed_in: Open) -> None:
    page = signed_in().page
    broken = {"status": 500, "content_type": "text/html", "body": "<p>A mistake of ours."}
    page.route("**/agency/clerk", lambda route: route.fulfill(**broken))  # type: ignore[arg-type]  # as named
    page.get_by_role("tab", name="County Clerk").click()
    expect(page.locator("body")).to_have_text("A mistake of ours.")


def test_whose_session_has_ended_is_shown_so(signed_in: Open) -> None:
    owner = signed_in()
    owner.page.context.clear_cookies()
    owner.page.get_by_role("tab", name="County Clerk").click()
    expect(owner.page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    opened(owner.page, "County Clerk")
    owner.page.get_by_role("tab", name="My business").click()
    expect(owner.page).to_have_url(re.compile("/en/sign-in$"))


def test_on_a_telephone_what_opens_can_be_seen_at_once(signed_in: Open) -> None:
    page = signed_in(width=360).page
    first = page.get_by_role("tab").first
    first.evaluate("one => scrollTo(0, one.getBoundingClientRect().bottom + scrollY - innerHeight)")
    expect(page.locator("#desk h2")).not_to_be_in_viewport()
    first.click()
    opened(page, "My business")
    expect(page.locator("#desk h2").first).to_be_in_viewport()
    assert page.evaluate("document.activeElement.textContent") == "My business"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_switched_portal_is_well_made(signed_in: Open, language: str, width: int) -> None:
    page = signed_in(language, width).page
    page.emulate_media(reduced_motion="reduce")  # colours are looked at when they have arrived
    for number in (0, 1, 11):
        page.locator(".tab").nth(number).click()
        expect(page.locator(".tab").nth(number)).to_have_attribute("aria-selected", "true")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert checks.axe(page) == []
