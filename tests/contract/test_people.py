"""Accounts and parties."""

from __future__ import annotations

import pytest

from runtime.stores import AddressTaken, Party, Store, open_store
from tests.contract.examples import owner


def test_a_new_account_has_a_person_and_one_unnamed_business(store: Store) -> None:
    account = store.create_account("ann@dumplings.example", language="es")
    assert account.person.kind == "person"
    assert [(business.kind, business.name) for business in account.businesses] == [("business", "")]
    assert account.language == "es"


def test_an_account_acts_for_the_businesses_given_in_their_order(store: Store) -> None:
    shops = [store.create_party("business", name) for name in ("Zoe's Pies", "Ann's Dumplings")]
    account = store.create_account("ann@dumplings.example", language="en", businesses=shops)
    assert list(account.businesses) == shops
    assert store.account("ann@dumplings.example") == account


def test_an_account_is_found_by_its_address_whatever_the_case(store: Store) -> None:
    account = owner(store, "Ann@Straße.example")
    assert store.account(" ANN@STRASSE.example") == account
    assert account.email == "Ann@Straße.example"
    assert store.account("bob@dumplings.example") is None


def test_an_address_has_one_account(store: Store) -> None:
    owner(store, "ann@dumplings.example")
    with pytest.raises(AddressTaken):
        owner(store, "Ann@Dumplings.example")


def test_an_account_for_a_business_that_is_not_there_is_not_made(store: Store) -> None:
    with pytest.raises(KeyError):
        store.create_account("ann@d.example", language="en", businesses=[Party("nobody", "business")])
    assert store.account("ann@d.example") is None


def test_what_is_written_is_there_after_opening_the_store_again(store: Store, url: str) -> None:
    account = owner(store)
    store.close()
    again = open_store(url)
    assert again.account(account.email) == account
    again.close()
