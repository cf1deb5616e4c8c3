"""The main promise: what one agency was told, no other agency asks again."""

from __future__ import annotations

from tests.journeys.browser import Browser
from tests.journeys.conftest import Site
from tests.journeys.steps import register


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
