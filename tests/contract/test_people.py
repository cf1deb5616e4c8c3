"""Accounts and parties."""

from __future__ import annotations

import pytest

from runtime.dataset import AddressTaken, Dataset, Party, open_dataset
from tests.contract.examples import owner


def test_a_new_account_has_a_person_and_one_unnamed_business(store: Dataset) -> None:
    account = store.identity.create_account("ann@dumplings.example", language="es")
    assert account.person.kind == "person"
    assert [(business.kind, business.name) for business in account.businesses] == [("business", "")]
    assert account.language == "es"


def test_an_account_acts_for_the_businesses_given_in_their_order(store: Dataset) -> None:
    shops = [store.parties.create("business", name) for name in ("Zoe's Pies", "Ann's Dumplings")]
    account = store.identity.create_account("ann@dumplings.example", language="en", businesses=shops)
    assert list(account.businesses) == shops
    assert store.identity.account("ann@dumplings.example") == account


def test_an_account_is_found_by_its_address_whatever_the_case(store: Dataset) -> None:
    account = owner(store, "Ann@Straße.example")
    assert store.identity.account(" ANN@STRASSE.example") == account
    assert account.email == "Ann@Straße.example"
    assert store.identity.account("bob@dumplings.example") is None


def test_an_address_has_one_account(store: Dataset) -> None:
    owner(store, "ann@dumplings.example")
    with pytest.raises(AddressTaken):
        owner(store, "Ann@Dumplings.example")


def test_an_account_for_a_business_that_is_not_there_is_not_made(store: Dataset) -> None:
    with pytest.raises(KeyError):
        store.identity.create_account(
            "ann@d.example", language="en", businesses=[Party("nobody", "business")]
        )
    assert store.identity.account("ann@d.example") is None


def test_what_is_written_is_there_after_opening_the_store_again(store: Dataset, url: str) -> None:
    account = owner(store)
    store.close()
    again = open_dataset(url)
    assert again.identity.account(account.email) == account
    again.close()
