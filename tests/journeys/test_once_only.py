"""The main promise: what one agency was told, no other agency asks again."""

from __future__ import annotations

from tests.journeys.browser import Browser
from tests.journeys.conftest import Site

ADDRESS = {
    "premises_address__street": "5 Pier Street",
    "premises_address__city": "Harborview",
    "premises_address__state": "CA",
    "premises_address__zip": "02134",
}


def register(browser: Browser, phone: str = "415 555 0123") -> str:
    """Fill in the registration and send it; gives the reference."""
    browser.open("/en/forms/registration/business")
    browser.send(legal_name="Golden Gate Dumplings LLC", ein="12-3456789", phone=phone, delivers="no")
    browser.send(**ADDRESS, employees="4")
    browser.send(
        owners__0__name="Mei Chen",
        owners__0__share="60",
        owners__0__tax_number="123-45-6789",
        name__given="Mei",
        name__family="Chen",
    )
    assert browser.page.heading == "Check your answers", browser.page.errors
    browser.send(button="send")
    assert browser.page.heading == "We have your answers"
    return browser.page.all("p", _class="reference")[0].find("strong").text  # type: ignore[union-attr, return-value]


def test_an_owner_tells_three_agencies_each_fact_once(site: Site, owner: Browser) -> None:
    reference = register(owner)
    assert reference.startswith("HAR-")

    owner.open("/en/agency/fire")
    assert "5 of 7 answers are already known" in owner.page.text
    owner.follow("Request a fire inspection")
    owner.follow("Start")
    assert owner.page.value("legal_name") == "Golden Gate Dumplings LLC"
    assert owner.page.value("premises_address.zip") == "02134"
    assert "From your form “Register your business”" in owner.page.said("legal_name-known")

    owner.send(phone="(415) 555-0188")
    owner.send(altered="unaltered")
    assert "The city's records will be updated for all agencies." in owner.page.text
    owner.send(button="send")

    owner.open("/en/forms/permit/kitchen")
    assert owner.page.value("phone") == "(415) 555-0188"
    assert "From your form “Request a fire inspection”" in owner.page.said("phone-known")
