"""What the whole project is for: an owner tells the city each fact once, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.foggyton import Foggyton
from tests.browser.owner import Owner

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=request.param, locale="en-US"
    )
    yield context.new_page()
    context.close()


def test_what_one_agency_was_told_no_other_agency_asks_again(page: Page, city: Foggyton) -> None:
    owner = Owner(page, city)
    owner.sign_in()

    # The revenue office is told the facts.
    owner.open("/forms/business-registration")
    page.get_by_role("link", name="Start").click()
    register(owner)
    first = owner.send()
    assert first.startswith("FOG-")

    # The Fire Department already knows them, and says how.
    owner.open("/agency/fire")
    expect(owner.card("Request a fire inspection")).to_contain_text("answers are already known")
    owner.open("/forms/inspection-request/premises")
    expect(owner.control("legal_name")).to_have_value("Golden Gate Dumplings LLC")
    expect(owner.control("premises_address__street")).to_have_value("728 Cannery Street")
    expect(owner.control("owners__0__name__family")).to_have_value("Lin")
    expect(owner.control("phone")).to_have_value("(415) 555-0142")
    expect(owner.control("ein")).to_have_value("")
    expect(page.locator("#ein-field")).to_contain_text("6789")
    for field in ("legal_name", "premises_address", "owners", "ein"):
        expect(owner.provenance(field)).to_contain_text("Register your business")
    expect(owner.provenance("phone")).to_have_text("From the register “Fire inspections”, March 3, 2026")

    # She has a new phone number.
    owner.fill(phone="415 555 0177")
    request_inspection(owner)
    owner.send()

    # A third agency knows it.
    owner.open("/forms/outdoor-dining/place")
    expect(owner.control("phone")).to_have_value("(415) 555-0177")
    expect(owner.provenance("phone")).to_contain_text("Request a fire inspection")

    # The portal shows what she sent.
    owner.open("/")
    expect(page.locator("main")).to_contain_text(first)


def test_an_answer_that_is_missing_is_explained_and_nothing_is_lost(page: Page, city: Foggyton) -> None:
    owner = Owner(page, city)
    owner.sign_in()
    owner.open("/forms/inspection-request/premises")
    owner.fill(phone="415 555 01")
    page.locator('button.button[value="continue"]').click()

    assert page.title().startswith("Error: ")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Legal name of the business")
    expect(owner.control("phone")).to_have_value("415 555 01")
    expect(owner.control("phone")).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link", name="Legal name of the business").click()
    expect(owner.control("legal_name")).to_be_focused()


def test_a_form_is_continued_in_another_language(page: Page, city: Foggyton) -> None:
    owner = Owner(page, city)
    owner.sign_in()
    owner.open("/forms/street-closing/applicant")
    owner.fill(own_phone="415 555 0177", legal_name="Golden Gate Dumplings LLC")
    owner.fill(mailing_address__street="1 Ferry Plaza", mailing_address__city="Foggyton")
    owner.fill(mailing_address__zip="94100")
    owner.select(mailing_address__state="CA")
    owner.go_on("The event")
    owner.fill(event_name="Dumpling Day")
    page.locator(".languages summary").click()
    page.get_by_role("button", name="Español").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("El evento")
    assert page.locator("html").get_attribute("lang") == "es"
    expect(owner.control("event_name")).to_have_value("Dumpling Day")
    owner.control("event_name").press("Enter")
    expect(page.locator("#error-summary")).to_be_visible()  # it goes on, and stays in this language
    assert page.locator("html").get_attribute("lang") == "es"
    page.goto(page.url.replace("/event", "/applicant"))
    expect(owner.control("own_phone")).to_have_value("(415) 555-0177")


def register(owner: Owner) -> None:
    """Fill in the business registration up to the check page."""
    owner.fill(legal_name="Golden Gate Dumplings LLC", ein="45-1236789", activity="Makes dumplings by hand.")
    owner.select(entity_type="llc")
    owner.fill(started_on__month="3", started_on__day="1", started_on__year="2019", naics="722511")
    owner.go_on("Where your business is")
    owner.fill(premises_address__street="728 Cannery Street", premises_address__city="Foggyton")
    owner.fill(
        mailing_address__street="PO Box 12", mailing_address__city="Foggyton", mailing_address__zip="94103"
    )
    owner.select(mailing_address__state="CA")
    owner.choose(has_other_locations="no", moved="no")
    owner.go_on("Who owns the business")
    owner.fill(owners__0__name__given="Mei", owners__0__name__family="Lin", owners__0__title="Owner")
    owner.fill(owners__0__share="100", employees="6")
    owner.go_on("How to reach you")
    owner.fill(email="hello@dumplings.example", title="Owner", own_phone="415 555 0199")
    owner.choose(true_and_complete="yes")
    owner.go_on("Check your answers")


def request_inspection(owner: Owner) -> None:
    """Fill in the rest of the inspection request up to the check page."""
    owner.go_on("What you do there")
    owner.fill(opening_on__month="12", opening_on__day="1", opening_on__year="2026")
    owner.choose(reason="health_permit", new_construction="no", alterations="no", change_of_ownership="no")
    owner.go_on("The visit")
    owner.choose(preferred_time="tue")
    owner.fill(
        emergency_contact__given="Mei", emergency_contact__family="Lin", emergency_phone="415 555 0199"
    )
    owner.go_on("Check your answers")
