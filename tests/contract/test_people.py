"""Accounts, sign-in links, sessions and parties."""

from __future__ import annotations

import pytest

from runtime.stores import AddressTaken, Party, Session, Store, open_store
from tests.contract.examples import NOON, later, owner


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


def test_a_sign_in_link_works_once(store: Store) -> None:
    store.keep_sign_in("hash", "ann@dumplings.example", later(15))
    assert store.take_sign_in("other", NOON) is None
    assert store.take_sign_in("hash", NOON) == "ann@dumplings.example"
    assert store.take_sign_in("hash", NOON) is None


def test_a_sign_in_link_stops_working_when_it_expires(store: Store) -> None:
    store.keep_sign_in("hash", "ann@dumplings.example", later(15))
    assert store.take_sign_in("hash", later(15)) is None
    assert store.take_sign_in("hash", NOON) is None


def test_a_session_knows_its_account_and_the_business_acted_for(store: Store) -> None:
    account = owner(store)
    store.open_session("cookie", account.id, account.businesses[0].id, "secret", NOON)
    assert store.session("cookie") == Session(account, account.businesses[0], "secret", NOON, NOON)
    assert store.session("another cookie") is None


def test_a_used_session_is_noted(store: Store) -> None:
    account = owner(store)
    store.open_session("cookie", account.id, account.businesses[0].id, "secret", NOON)
    store.touch_session("cookie", later(3))
    session = store.session("cookie")
    assert session is not None
    assert (session.opened, session.seen) == (NOON, later(3))


def test_a_session_switches_to_another_business_of_its_account_only(store: Store) -> None:
    mine = [store.create_party("business", name) for name in ("Dumplings", "Pies")]
    account = store.create_account("ann@d.example", language="en", businesses=mine)
    other = owner(store, "bob@b.example").businesses[0]
    store.open_session("cookie", account.id, mine[0].id, "secret", NOON)
    store.act_for("cookie", mine[1].id)
    for nobody in (other.id, account.person.id, "unknown"):
        with pytest.raises(KeyError):
            store.act_for("cookie", nobody)
    with pytest.raises(KeyError):
        store.act_for("no session", mine[0].id)
    session = store.session("cookie")
    assert session is not None
    assert session.business == mine[1]


def test_a_closed_session_is_gone_and_stays_gone(store: Store) -> None:
    account = owner(store)
    store.open_session("cookie", account.id, account.businesses[0].id, "secret", NOON)
    store.close_session("cookie")
    store.touch_session("cookie", NOON)
    store.close_session("cookie")
    assert store.session("cookie") is None


def test_what_is_written_is_there_after_opening_the_store_again(store: Store, url: str) -> None:
    account = owner(store)
    store.close()
    again = open_store(url)
    assert again.account(account.email) == account
    again.close()
