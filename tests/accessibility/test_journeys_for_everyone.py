"""One form from start to receipt: by keyboard alone, with large text on a small phone, on a slow line.

Without JavaScript: tests/browser/test_the_owners_journey.py. In Arabic: tests/browser/test_in_arabic.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from forms.model.form import Form
from runtime.services.site.published_site import newest_site
from tests.accessibility.checks import TWICE_AS_LARGE
from tests.browser.foggyton import Foggyton
from tests.browser.owner import Owner
from tests.journeys.answers import answers

pytestmark = pytest.mark.browser

FORM = "inspection-request"
MANY = 80  # stops; more on the way to a control would mean a trap
LARGE = f"""addEventListener("DOMContentLoaded", () => {{
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("{TWICE_AS_LARGE}");
    document.adoptedStyleSheets = [sheet];
}})"""
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


Answer = Callable[[Page, str, str], None]


def build_state(owner: Owner, form: Form, answer: Answer, go_on: Callable[[Page], None]) -> Iterator[str]:
    """Answer what is empty on every page of a form, in the way that is given; gives the titles met."""
    owner.open(f"/forms/{form.name}/{form.pages[0].name}")
    for page in form.pages:
        expect(owner.page.get_by_role("heading", level=1)).to_have_text(page.title)
        yield page.title
        for field in page.fields:
            for part, (text, *_) in answers(field).items():
                name = f"{field.name}.{part}".rstrip(".")
                if _is_open(owner.page, name):
                    answer(owner.page, name, text)
        go_on(owner.page)
    expect(owner.page.get_by_role("heading", level=1)).to_have_text("Check your answers")


def _is_open(page: Page, name: str) -> bool:
    """Whether the question is there and has no answer yet."""
    control = page.locator(f'[name="{name}"]')
    if not control.count() or not control.first.is_visible() or "keep it" in _around(page, name):
        return False
    if control.first.get_attribute("type") in ("radio", "checkbox"):
        return not any(one.is_checked() for one in control.all())
    return not control.first.input_value()


def _around(page: Page, name: str) -> str:
    return page.locator(f'.field:has([name="{name}"])').last.inner_text()


def by_hand(page: Page, name: str, text: str) -> None:
    """Answer with taps."""
    control = page.locator(f'[name="{name}"]')
    if control.first.get_attribute("type") in ("radio", "checkbox"):
        page.locator(f'[name="{name}"][value="{text}"]').check()
    elif control.evaluate("one => one.localName") == "select":
        control.select_option(text)
    else:
        control.fill(text)


def by_keyboard(page: Page, name: str, text: str) -> None:
    """Answer with keys alone."""
    tab_to(page, f'[name="{name}"]')
    focused = page.locator("*:focus")
    if focused.get_attribute("type") == "radio":
        page.keyboard.press("Space")
        for _ in range(MANY):
            if page.locator("*:focus").get_attribute("value") == text:
                return
            page.keyboard.press("ArrowDown")
    elif focused.get_attribute("type") == "checkbox":
        page.keyboard.press("Space")
    else:  # a select takes the first letters of an option
        page.keyboard.type(text)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(MANY):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def press(page: Page, selector: str) -> None:
    """Press a button with the keyboard."""
    tab_to(page, selector)
    page.keyboard.press("Enter")


def tap(page: Page) -> None:
    page.locator('button.button[value="continue"]').click()


def test_a_form_is_completed_by_keyboard_alone(phone: Page, city: Foggyton, output: Path) -> None:
    owner = Owner(phone, city)
    owner.sign_in()
    form = newest_site(output).form("en", FORM)
    assert form
    met = list(
        build_state(owner, form, by_keyboard, lambda page: press(page, 'button.button[value="continue"]'))
    )
    assert len(met) == len(form.pages)
    press(phone, 'button[value="send"]')
    expect(phone.locator("main")).to_contain_text(re.compile(r"FOG-\w{4}-\w{4}"))


def test_a_form_is_completed_with_large_text_on_a_small_phone(
    phone: Page, city: Foggyton, output: Path
) -> None:
    phone.add_init_script(LARGE)
    owner = Owner(phone, city)
    owner.sign_in()
    form = newest_site(output).form("en", FORM)
    assert form
    for title in build_state(owner, form, by_hand, tap):
        assert phone.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, title
    owner.send()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_form_is_completed_on_a_slow_phone_and_sent_once(phone: Page, city: Foggyton, output: Path) -> None:
    owner = Owner(phone, city)
    owner.sign_in()
    form = newest_site(output).form("en", FORM)
    assert form
    session = phone.context.new_cdp_session(phone)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    assert len(list(build_state(owner, form, by_hand, tap))) == len(form.pages)
    phone.locator('button[value="send"]').dblclick()
    expect(phone.locator("main")).to_contain_text(re.compile(r"FOG-\w{4}-\w{4}"))
    account = city.store.identity.account("mei@dumplings.example")
    assert account
    assert len(city.store.submissions.of_business(account.businesses[0].id)) == 1
