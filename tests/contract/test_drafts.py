"""Drafts: one open per form, each save follows the one it was read from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from runtime.dataset import Dataset, PageState, StaleDraft, Unstorable
from tests.contract.examples import NOON, begun, later, owner, ready, said


def test_a_new_draft_gets_an_id_and_its_first_revision(store: Dataset) -> None:
    account = owner(store)
    draft = begun(store, account)
    assert draft.id
    assert draft.revision == 1
    assert store.drafts.get(draft.id) == draft
    assert store.drafts.open(account.id, draft.business, draft.form) == draft


def test_everything_in_a_draft_comes_back(store: Dataset) -> None:
    account = owner(store)
    draft = begun(
        store,
        account,
        answers={"phone": "+1415", "owners": [{"name": "Ann", "share": "50.00"}], "unit": None},
        typed={"contact": {"fee": ["12,,50"], "days": ["mon", "tue"]}},
        done=("contact", "visit"),
        seen={"phone": 17},
        confirmed=("phone",),
        kept_here=("email",),
    )
    assert store.drafts.get(draft.id) == draft


def test_each_save_gives_the_next_revision(store: Dataset) -> None:
    draft = begun(store, owner(store))
    second = store.drafts.save(replace(draft, answers={"a": "1"}, saved=later(1), language="es"))
    assert second.revision == draft.revision + 1
    assert store.drafts.get(draft.id) == second


def test_a_save_from_an_old_copy_is_refused(store: Dataset) -> None:
    draft = begun(store, owner(store))
    mine = store.drafts.save(replace(draft, answers={"a": "mine"}))
    with pytest.raises(StaleDraft):
        store.drafts.save(replace(draft, answers={"a": "theirs"}))
    assert store.drafts.get(draft.id) == mine


def test_a_form_has_one_open_draft_for_each_account_and_business(store: Dataset) -> None:
    account, other = owner(store), owner(store, "bob@b.example")
    begun(store, account, "inspection")
    with pytest.raises(StaleDraft):
        begun(store, account, "inspection")
    begun(store, account, "registration")
    begun(store, other, "inspection")
    assert len(store.drafts.of_business(account.id, account.businesses[0].id)) == 2


def test_a_draft_of_somebody_else_is_not_saved(store: Dataset) -> None:
    draft = begun(store, owner(store))
    thief = owner(store, "bob@b.example")
    with pytest.raises(StaleDraft):
        store.drafts.save(replace(draft, account=thief.id, answers={"a": "stolen"}))
    assert store.drafts.get(draft.id) == draft


def test_drafts_come_newest_first_and_of_one_business_only(store: Dataset) -> None:
    account = owner(store)
    business = account.businesses[0].id
    first, second = begun(store, account, "a"), begun(store, account, "b")
    first = store.drafts.save(replace(first, saved=later(2)))
    assert store.drafts.of_business(account.id, business) == [first, second]
    assert store.drafts.of_business(account.id, account.person.id) == []


def test_a_discarded_draft_is_forgotten_and_a_new_one_can_begin(store: Dataset) -> None:
    account = owner(store)
    draft = begun(store, account)
    store.drafts.discard(draft.id)
    store.drafts.discard(draft.id)
    assert store.drafts.get(draft.id) is None
    with pytest.raises(StaleDraft):
        store.drafts.save(draft)
    assert begun(store, account).id != draft.id


def test_a_sent_draft_is_closed(store: Dataset) -> None:
    account = owner(store)
    draft = begun(store, account)
    store.submissions.submit(ready(draft))
    assert store.drafts.get(draft.id) is None
    assert store.drafts.of_business(account.id, draft.business) == []
    with pytest.raises(StaleDraft):
        store.drafts.save(draft)


def test_broken_text_in_a_draft_is_refused_and_the_old_draft_stays(store: Dataset) -> None:
    draft = begun(store, owner(store))
    with pytest.raises(Unstorable):
        store.drafts.save(replace(draft, typed={"page": {"name": ["\ud83d"]}}))
    assert store.drafts.get(draft.id) == draft


def test_the_state_of_a_page_is_session_draft_and_facts(store: Dataset) -> None:
    account = owner(store)
    business = account.businesses[0].id
    store.identity.open_session("cookie", account.id, business, "secret", NOON)
    store.facts.record(
        [said(business, "business.phone", "+1"), said(account.person.id, "person.name", "Ann")]
    )
    empty = store.drafts.page_state("cookie", "inspection-request")
    draft = begun(store, account)
    full = store.drafts.page_state("cookie", "inspection-request")
    session, facts = store.identity.session("cookie"), store.facts.current([business, account.person.id])
    assert session is not None
    assert empty == PageState(session, None, facts)
    assert full == PageState(session, draft, facts)
    assert set(facts) == {"business.phone", "person.name"}
    store.facts.record([said(business, "business.phone", "+2", status="proposed")])
    waiting = store.drafts.page_state("cookie", "inspection-request")
    assert waiting == PageState(session, draft, facts, store.facts.proposals([business, account.person.id]))
    assert [fact.value for fact in waiting.proposals.values()] == ["+2"]
    assert store.drafts.page_state("no cookie", "inspection-request") is None


def test_the_state_of_a_page_follows_the_business_acted_for(store: Dataset) -> None:
    shops = [store.parties.create("business", name) for name in ("Dumplings", "Pies")]
    account = store.identity.create_account("ann@d.example", language="en", businesses=shops)
    store.facts.record([said(shops[0].id, "business.phone", "+1"), said(shops[1].id, "business.phone", "+2")])
    store.identity.open_session("cookie", account.id, shops[0].id, "secret", NOON)
    begun(store, account)
    store.identity.act_for("cookie", shops[1].id)
    state = store.drafts.page_state("cookie", "inspection-request")
    assert state is not None
    assert state.draft is None
    assert state.facts["business.phone"].value == "+2"
