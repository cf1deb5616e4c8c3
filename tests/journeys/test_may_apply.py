"""What may apply to a business, by what the city knows of it."""

from __future__ import annotations

from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import register

PERMIT = "Food permit"


def group(browser: Browser, name: str) -> str:
    """The text of one group of the page."""
    browser.open("/en/may-apply")
    ids = {element.get("aria-labelledby"): element for element in browser.page.all("section")}
    return " ".join("".join(ids[f"group-{name}"].itertext()).split()) if f"group-{name}" in ids else ""


def test_what_decides_is_asked_for_exactly(owner: Browser) -> None:
    unsure = group(owner, "unsure")
    assert PERMIT in unsure
    assert "The business has at most 100 employees." in unsure
    assert unsure.endswith("decide it: Number of employeesAddress of the premisesWebsite")
    assert owner.follow("Number of employees").has("employees")


def test_a_rule_that_is_not_met_says_why_not(owner: Browser) -> None:
    owner.open("/en/business/business.employees")
    owner.send(employees="101")
    no = group(owner, "no")
    assert PERMIT in no
    assert "The business has at most 100 employees." in no
    assert "has a website" not in no
    assert "These answers decide it" not in no


def test_a_form_whose_rules_are_met_may_apply_and_looking_writes_nothing(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/business/business.website")
    owner.send(website="https://dumplings.example")
    account = site.store.identity.account(OWNER)
    assert account
    before = len(site.store.audit.trail())
    assert PERMIT in group(owner, "likely")
    assert len(site.store.audit.trail()) == before
    assert site.store.drafts.of_business(account.id, account.businesses[0].id) == []
    assert owner.follow(PERMIT).heading == PERMIT


def test_forms_without_conditions_are_not_guessed_about(owner: Browser) -> None:
    assert "Request a fire inspection" not in owner.open("/en/may-apply").text


def test_one_who_is_not_signed_in_is_asked_to(site: Site) -> None:
    assert site.browser().open("/en/may-apply").heading == "Sign in"
