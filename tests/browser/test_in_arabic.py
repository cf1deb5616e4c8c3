"""An owner who reads Arabic registers her business, from right to left, on a small phone."""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.foggyton import Foggyton
from tests.browser.owner import Owner

pytestmark = pytest.mark.browser

TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
# Which way the labels run.
LABELS = "[...document.querySelectorAll('main label')].map(one => getComputedStyle(one).direction)"
# What is said in Arabic, as far as it is translated: whether it is complete, the build checks.
SPOKEN = """[...document.querySelectorAll("main :is(h1, h2, label, legend, .hint, button)")]
    .filter(one => one.checkVisibility() && !one.closest("[lang]:not(html)") && !one.querySelector("[lang]"))
    .map(one => one.innerText)"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 740}, locale="ar")
    yield context.new_page()
    context.close()


class Reader(Owner):
    """Goes through the registration and looks at every page as somebody does who reads no English."""

    def __init__(self, page: Page, city: Foggyton, say: Callable[[str], str]) -> None:
        super().__init__(page, city, "ar")
        self.say = say

    def look(self) -> None:
        """The page runs to the left, fits, and says nothing in English that it could say in Arabic."""
        expect(self.page.locator("html")).to_have_attribute("dir", "rtl")
        expect(self.page.locator("html")).to_have_attribute("lang", "ar")
        assert self.page.evaluate(TOO_WIDE) == 0, self.page.url
        assert set(self.page.evaluate(LABELS)) <= {"rtl"}
        for text in self.page.evaluate(SPOKEN):
            spoken = re.search("[\u0600-\u06ff]", text) or not re.search("[A-Za-z]", text)
            assert spoken or self.say(text) == text, f"{text} has an Arabic translation"

    def go_on(self, title: str) -> None:
        """Continue, and look at what comes."""
        super().go_on(title)
        self.look()


def test_a_business_is_registered_in_arabic(output: Path, city: Foggyton, page: Page) -> None:
    form = json.loads((output / "current/ar/forms/business-registration.json").read_text("utf-8"))
    _, places, people, contact = (one["title"] for one in form["pages"])
    with (output / "current/ar/messages.mo").open("rb") as words:
        say = gettext.GNUTranslations(words).gettext
    owner = Reader(page, city, say)
    owner.sign_in()
    owner.open("/forms/business-registration")
    owner.look()
    owner.open("/forms/business-registration/business")
    owner.look()

    owner.page.locator('button.button[value="continue"]').click()
    assert page.title().startswith(say("Error:"))
    owner.look()

    owner.fill(legal_name="مطعم اللؤلؤة", ein="٤٥-١٢٣٦٧٨٩", activity="نصنع الحلويات يدويًا.")
    owner.select(entity_type="llc")
    owner.fill(started_on__month="مارس", started_on__day="١", started_on__year="٢٠١٩", naics="722511")
    owner.go_on(places)
    owner.fill(premises_address__street="728 Cannery Street", premises_address__city="Foggyton")
    owner.fill(
        mailing_address__street="PO Box 12", mailing_address__city="Foggyton", mailing_address__zip="94103"
    )
    owner.select(mailing_address__state="CA")
    owner.choose(has_other_locations="no", moved="no")
    owner.go_on(people)
    owner.fill(owners__0__name__given="ليلى", owners__0__name__family="حداد", owners__0__title="مالكة")
    owner.fill(owners__0__share="100", employees="6")
    owner.go_on(contact)
    owner.fill(email="hello@dumplings.example", title="مالكة", own_phone="415 555 0199")
    owner.choose(true_and_complete="yes")
    owner.go_on(say("Check your answers"))
    expect(page.locator("main")).to_contain_text("مطعم اللؤلؤة")
    expect(page.locator("main")).to_contain_text("1 مارس 2019")

    page.get_by_role("main").get_by_role("button", name=say("Send"), exact=True).click()
    expect(page.locator("main")).to_contain_text(re.compile(r"FOG-\w{4}-\w{4}"))
    owner.look()
    owner.open("/")
    owner.look()
