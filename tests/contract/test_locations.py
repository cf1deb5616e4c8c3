"""Further locations of a business: parties of their own, for everybody who acts for the business."""

from __future__ import annotations

import pytest

from runtime.dataset import Dataset, Party
from tests.contract.examples import NOON, later, owner, said


def shop(store: Dataset) -> Party:
    return store.parties.create("business", "Dumplings")


def test_a_location_is_acted_for_like_a_business_and_says_whose_it_is(store: Dataset) -> None:
    account = store.identity.create_account("ann@d.example", language="en", businesses=[shop(store)])
    business = account.businesses[0]
    location = store.parties.create_location(account.id, business.id, "410 Clement Street")
    assert (location.kind, location.name, location.of) == (
        "location",
        "Dumplings, 410 Clement Street",
        business.id,
    )
    found = store.identity.account(account.email)
    assert found is not None
    assert found.businesses == (business, location)
    store.identity.open_session("cookie", account.id, business.id, "csrf", NOON)
    store.identity.act_for("cookie", location.id)
    session = store.identity.session("cookie")
    assert session is not None
    assert session.business == location
    state = store.drafts.page_state("cookie", "form")
    assert state is not None
    assert state.session == session


def test_everybody_who_acts_for_the_business_acts_for_its_locations(store: Dataset) -> None:
    business = shop(store)
    ann, bob = (
        store.identity.create_account(email, language="en", businesses=[business])
        for email in ("ann@d.example", "bob@d.example")
    )
    location = store.parties.create_location(ann.id, business.id, "Second")
    found = store.identity.account(bob.email)
    assert found is not None
    assert location in found.businesses


def test_a_location_is_added_once_however_often_it_is_sent(store: Dataset) -> None:
    account, other = owner(store), owner(store, "bob@b.example")
    business = account.businesses[0].id
    location = store.parties.create_location(account.id, business, "Second")
    assert store.parties.create_location(account.id, business, "Second") == location
    assert store.parties.create_location(account.id, business, "Third") != location
    assert store.parties.create_location(other.id, other.businesses[0].id, "Second") != location
    found = store.identity.account(account.email)
    assert found is not None
    assert len(found.businesses) == 3


def test_only_who_acts_for_a_business_adds_a_location_and_never_to_a_location(store: Dataset) -> None:
    account, stranger = owner(store), owner(store, "bob@b.example")
    business = account.businesses[0].id
    location = store.parties.create_location(account.id, business, "Second")
    for who, what in ((stranger.id, business), (account.id, location.id), (account.id, "x"), ("x", business)):
        with pytest.raises(KeyError):
            store.parties.create_location(who, what, "Third")
    again = store.identity.account(account.email)
    assert again is not None
    assert len(again.businesses) == 2


def test_a_location_without_a_named_business_has_its_own_name(store: Dataset) -> None:
    account = owner(store)
    assert store.parties.create_location(account.id, account.businesses[0].id, "Second").name == "Second"


def test_facts_of_a_location_are_its_own(store: Dataset) -> None:
    account = owner(store)
    business = account.businesses[0].id
    location = store.parties.create_location(account.id, business, "Second").id
    store.facts.record([said(business, "business.phone", "+1"), said(location, "business.phone", "+2")])
    assert store.facts.current([business])["business.phone"].value == "+1"
    assert store.facts.current([location])["business.phone"].value == "+2"


def test_news_of_a_location_are_its_own_and_those_of_its_business(store: Dataset) -> None:
    account = owner(store)
    business = account.businesses[0].id
    first, second = (
        store.parties.create_location(account.id, business, name) for name in ("First", "Second")
    )
    store.identity.open_session("old", account.id, business, "csrf", NOON)
    for number, party in enumerate((business, first.id, second.id)):
        store.facts.record([said(party, f"business.phone{number}", "+1")])
    store.identity.open_session("new", account.id, first.id, "csrf", later(9))
    session = store.identity.session("new")
    assert session is not None
    assert [fact.master for fact in store.cases.news(session).facts] == ["business.phone0", "business.phone1"]
