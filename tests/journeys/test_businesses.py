"""Acting for several businesses: what is said for one never lands with another."""

from __future__ import annotations

import pytest

from runtime.dataset import Account, Party
from runtime.services.settings import Settings
from tests.contract.by_hand import run
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


def revoke(settings: Settings, *businesses: Party) -> None:
    """Nobody acts for them any more: an operator sees to it by hand, while people work."""
    for business in businesses:
        run(settings.store, "DELETE FROM relationship WHERE kind = 'acts_for' AND other = ?", business.id)


def test_who_may_act_for_a_business_no_longer_goes_on_with_the_other(
    site: Site, settings: Settings, owner: Browser, account: Account
) -> None:
    first, second = account.businesses
    act_for(owner, second)
    old = owner.open("/en/forms/registration/business")
    revoke(settings, second)
    assert is_refused_as_anothers(owner.send_as(old, **BUSINESS))
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    assert owner.page.heading == "Where you are"
    assert len(site.store.drafts.of_business(account.id, first.id)) == 1
    assert not site.store.drafts.of_business(account.id, second.id)


def test_who_may_act_for_none_is_signed_out_and_gets_a_new_business_by_signing_in(
    site: Site, settings: Settings, owner: Browser, account: Account
) -> None:
    old = owner.open("/en/forms/registration/business")
    revoke(settings, *account.businesses)
    assert owner.send_as(old, **BUSINESS).status < 500
    for page in ("/en/", "/en/forms/registration/business", "/en/sessions"):
        assert owner.open(page).status == 200
    owner.sign_in(OWNER)
    found = site.store.identity.account(OWNER)
    assert found is not None
    assert found.id == account.id
    [business] = found.businesses
    assert business.id not in {party.id for party in account.businesses}
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    assert len(site.store.drafts.of_business(account.id, business.id)) == 1
