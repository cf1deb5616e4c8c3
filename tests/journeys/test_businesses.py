"""Acting for several businesses: what is said for one never lands with another."""

from __future__ import annotations

import pytest

from runtime.dataset import Account, Party
from tests.journeys.browser import Browser, Page
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import BUSINESS, fill_in_registration

NAMES = ("Dumplings", "Noodles")


@pytest.fixture
def account(site: Site) -> Account:
    businesses = [site.store.parties.create("business", name) for name in NAMES]
    return site.store.identity.create_account(OWNER, language="en", businesses=businesses)


@pytest.fixture
def owner(site: Site, account: Account) -> Browser:
    return site.signed_in()


def act_for(browser: Browser, business: Party) -> None:
    """Switch in another window: the page that the browser is on stays open."""
    page = browser.page
    browser.open("/en/")
    token = browser.page.all("input", name="_csrf")[0].get("value")
    browser.client.post("/en/act-for", data={"_csrf": token, "business": business.id})
    browser.page = page


def is_refused_as_anothers(page: Page) -> bool:
    return (
        page.status == 409 and page.heading == "This page belongs to another business, so nothing was saved."
    )


def test_a_page_left_open_while_switching_is_not_saved_for_the_other_business(
    site: Site, owner: Browser, account: Account
) -> None:
    page = owner.open("/en/forms/registration/business")
    act_for(owner, account.businesses[1])
    assert is_refused_as_anothers(owner.send_as(page, **BUSINESS))
    assert not site.store.drafts.of_business(account.id, account.businesses[1].id)
    act_for(owner, account.businesses[0])
    owner.send_as(page, **BUSINESS)
    assert owner.page.heading == "Where you are"


def test_a_page_of_another_account_is_not_taken_after_signing_in_anew(site: Site, owner: Browser) -> None:
    page = owner.open("/en/forms/registration/business")
    owner.sign_in("somebody.else@dumplings.example")
    assert is_refused_as_anothers(owner.send_as(page, **BUSINESS))


def test_discarding_in_an_old_window_keeps_the_draft_of_the_other_business(
    site: Site, owner: Browser, account: Account
) -> None:
    _, second = account.businesses
    old = owner.open("/en/forms/registration/discard")
    act_for(owner, second)
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    assert is_refused_as_anothers(owner.send_as(old))
    assert len(site.store.drafts.of_business(account.id, second.id)) == 1


def test_a_check_page_of_another_business_sends_nothing(site: Site, owner: Browser, account: Account) -> None:
    first, second = account.businesses
    fill_in_registration(owner)
    old = owner.page
    act_for(owner, second)
    assert is_refused_as_anothers(owner.send_as(old, button="send"))
    assert not site.store.submissions.of_business(first.id)
    assert not site.store.submissions.of_business(second.id)


def test_the_business_acted_for_is_chosen_in_the_switch_even_among_namesakes(site: Site) -> None:
    twins = [site.store.parties.create("business", "Twin") for _ in range(2)]
    site.store.identity.create_account("twins@dumplings.example", language="en", businesses=twins)
    browser = site.signed_in("twins@dumplings.example")
    assert browser.page.value("business") == twins[0].id
    assert len([one for one in browser.page.all("option") if one.get("selected") is not None]) == 1
