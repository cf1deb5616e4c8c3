"""Whom an account acts for may change by hand, at any moment: nobody is locked out, and nothing breaks."""

from __future__ import annotations

import pytest

from runtime.dataset import Account, Dataset
from tests.contract.by_hand import run
from tests.contract.examples import NOON, begun, later

ADDRESS = "ann@dumplings.example"


@pytest.fixture
def account(store: Dataset) -> Account:
    """Ann, who acts for two businesses and is signed in for the second."""
    shops = [store.parties.create("business", name) for name in ("Dumplings", "Noodles")]
    account = store.identity.create_account(ADDRESS, language="en", businesses=shops)
    store.identity.open_session("cookie", account.id, shops[1].id, "secret", NOON)
    return account


def revoke(url: str, account: Account, *businesses: int) -> None:
    """As an operator does it."""
    for number in businesses:
        run(
            url,
            "DELETE FROM relationship WHERE party = ? AND kind = 'acts_for' AND other = ?",
            account.person.id,
            account.businesses[number].id,
        )


def test_a_session_goes_on_with_another_business(store: Dataset, url: str, account: Account) -> None:
    revoke(url, account, 1)
    session = store.identity.session("cookie")
    assert session is not None
    assert (session.business, session.account.businesses) == (account.businesses[0], account.businesses[:1])
    begun(store, session.account)
    state = store.drafts.page_state("cookie", "inspection-request")
    assert state is not None
    assert state.session == session
    assert state.draft is not None
    assert state.draft.business == account.businesses[0].id
    with pytest.raises(KeyError):
        store.identity.act_for("cookie", account.businesses[1].id)
    store.identity.act_for("cookie", account.businesses[0].id)
    store.cases.news(session)


def test_a_session_of_an_account_without_a_business_is_none(
    store: Dataset, url: str, account: Account
) -> None:
    revoke(url, account, 0, 1)
    assert store.identity.session("cookie") is None
    assert store.drafts.page_state("cookie", "inspection-request") is None
    for business in account.businesses:
        with pytest.raises(KeyError):
            store.identity.act_for("cookie", business.id)
        with pytest.raises(KeyError):
            store.parties.create_location(account.id, business.id, "Pier")
    store.identity.touch_session("cookie", later(1))
    assert [signed_in.cookie_hash for signed_in in store.identity.sessions(account.id)] == ["cookie"]
    store.identity.close_session("cookie")
    assert store.identity.sessions(account.id) == []


def test_an_account_without_a_business_is_there_and_gets_a_new_one(
    store: Dataset, url: str, account: Account
) -> None:
    revoke(url, account, 0, 1)
    for found in (store.identity.account(ADDRESS), store.identity.account_by_id(account.id)):
        assert found is not None
        assert (found.id, found.person, found.businesses) == (account.id, account.person, ())
    business = store.identity.add_business(account)
    assert (business.kind, business.name) == ("business", "")
    store.identity.open_session("new", account.id, business.id, "secret", later(1))
    for cookie in ("new", "cookie"):
        session = store.identity.session(cookie)
        assert session is not None
        assert (session.business, session.account.businesses) == (business, (business,))
    assert begun(store, session.account).business == business.id
    again = store.identity.account(ADDRESS)
    assert again is not None
    assert again.businesses == (business,)


def test_a_business_that_is_given_back_is_as_it_was(store: Dataset, url: str, account: Account) -> None:
    revoke(url, account, 0, 1)
    run(
        url,
        "INSERT INTO relationship (party, kind, other) VALUES (?, 'acts_for', ?)",
        account.person.id,
        account.businesses[1].id,
    )
    session = store.identity.session("cookie")
    assert session is not None
    assert session.business == account.businesses[1]
