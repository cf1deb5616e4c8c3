"""Stretches of a journey that several tests walk."""

from __future__ import annotations

from tests.journeys.browser import Browser

BUSINESS = {
    "legal_name": "Golden Gate Dumplings LLC",
    "ein": "12-3456789",
    "phone": "415 555 0123",
    "delivers": "no",
}
ADDRESS = {
    "premises_address__street": "5 Pier Street",
    "premises_address__city": "Harborview",
    "premises_address__state": "CA",
    "premises_address__zip": "02134",
}


PEOPLE = {
    "owners__0__name": "Mei Chen",
    "owners__0__share": "60",
    "owners__0__tax_number": "123-45-6789",
    "name__given": "Mei",
    "name__family": "Chen",
}


def fill_in_registration(browser: Browser, phone: str = "415 555 0123", employees: str = "4") -> None:
    """Answer every page of the registration, up to the check."""
    browser.open("/en/forms/registration/business")
    browser.send(**{**BUSINESS, "phone": phone})
    browser.send(**ADDRESS, employees=employees)
    browser.send(**PEOPLE)
    assert browser.page.heading == "Check your answers", browser.page.errors


def register(browser: Browser, phone: str = "415 555 0123", employees: str = "4") -> str:
    """Fill in the registration and send it; gives the reference."""
    fill_in_registration(browser, phone, employees)
    browser.send(button="send")
    assert browser.page.heading == "We have your answers", browser.page.text
    return browser.page.all("p", _class="reference")[0].find("strong").text  # type: ignore[union-attr, return-value]


def fill_in_inspection(browser: Browser) -> None:
    """Answer what the inspection asks beyond what is known, up to the check."""
    browser.open("/en/forms/inspection/premises")
    browser.send()
    browser.send(altered="unaltered")
    assert browser.page.heading == "Check your answers", browser.page.errors
