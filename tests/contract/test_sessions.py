"""Sessions: which browsers an account is signed in with, and how they end."""

from __future__ import annotations

import pytest

from runtime.dataset import Dataset, Session, SignedIn
from tests.contract.examples import NOON, later, owner


def test_a_session_knows_its_account_and_the_business_acted_for(store: Dataset) -> None:
    account = owner(store)
    store.identity.open_session("cookie", account.id, account.businesses[0].id, "secret", NOON)
    assert store.identity.session("cookie") == Session(account, account.businesses[0], "secret", NOON, NOON)
    assert store.identity.session("another cookie") is None


def test_a_used_session_is_noted(store: Dataset) -> None:
    account = owner(store)
    store.identity.open_session("cookie", account.id, account.businesses[0].id, "secret", NOON)
    store.identity.touch_session("cookie", later(3))
    session = store.identity.session("cookie")
    assert session is not None
    assert (session.opened, session.seen) == (NOON, later(3))


def test_a_session_switches_to_another_business_of_its_account_only(store: Dataset) -> None:
    mine = [store.parties.create("business", name) for name in ("Dumplings", "Pies")]
    account = store.identity.create_account("ann@d.example", language="en", businesses=mine)
    other = owner(store, "bob@b.example").businesses[0]
    store.identity.open_session("cookie", account.id, mine[0].id, "secret", NOON)
    store.identity.act_for("cookie", mine[1].id)
    for nobody in (other.id, account.person.id, "unknown"):
        with pytest.raises(KeyError):
            store.identity.act_for("cookie", nobody)
    with pytest.raises(KeyError):
        store.identity.act_for("no session", mine[0].id)
    session = store.identity.session("cookie")
    assert session is not None
    assert session.business == mine[1]


def test_a_closed_session_is_gone_and_stays_gone(store: Dataset) -> None:
    account = owner(store)
    store.identity.open_session("cookie", account.id, account.businesses[0].id, "secret", NOON)
    store.identity.close_session("cookie")
    store.identity.touch_session("cookie", NOON)
    store.identity.close_session("cookie")
    assert store.identity.session("cookie") is None


def opened(store: Dataset, address: str, *cookies: str) -> str:
    """An account that signs in with one browser after another, a minute each."""
    account = owner(store, address)
    for minute, cookie in enumerate(cookies):
        store.identity.open_session(
            cookie, account.id, account.businesses[0].id, "csrf", later(minute), f"at {cookie}"
        )
    return account.id


def test_an_account_sees_its_own_sessions_the_one_used_last_first(store: Dataset) -> None:
    mine = opened(store, "ann@d.example", "first", "second")
    opened(store, "bob@b.example", "his")
    store.identity.touch_session("first", later(9))
    assert store.identity.sessions(mine) == [
        SignedIn("first", "at first", NOON, later(9)),
        SignedIn("second", "at second", later(1), later(1)),
    ]
    assert store.identity.sessions("nobody") == []


def test_a_new_session_ends_no_other(store: Dataset) -> None:
    opened(store, "ann@d.example", "first", "second")
    assert store.identity.session("first")


def test_all_other_sessions_end_at_once_and_only_those_of_this_account(store: Dataset) -> None:
    opened(store, "ann@d.example", "first", "second", "third")
    opened(store, "bob@b.example", "his")
    store.identity.close_other_sessions("second")
    ended = [
        cookie for cookie in ("first", "second", "third", "his") if store.identity.session(cookie) is None
    ]
    assert ended == ["first", "third"]


def test_a_session_that_ended_itself_ends_no_other(store: Dataset) -> None:
    opened(store, "ann@d.example", "first", "second")
    store.identity.close_session("second")
    store.identity.close_other_sessions("second")
    assert store.identity.session("first")


def test_ending_other_sessions_keeps_in_mind_when_the_account_was_last_here(store: Dataset) -> None:
    account = opened(store, "ann@d.example", "first", "second")
    store.identity.touch_session("first", later(30))
    store.identity.close_other_sessions("second")
    store.identity.close_session("second")
    found = store.identity.account_by_id(account)
    assert found
    store.identity.open_session("again", account, found.businesses[0].id, "csrf", later(60))
    session = store.identity.session("again")
    assert session
    assert session.since == later(30)
