"""Facts: added, never changed; the last accepted one is current."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.model.outcome import Outcome
from runtime.dataset import Dataset, Unstorable
from runtime.dataset.validation import checked, encoded
from tests.contract.examples import FORM, NOON, later, owner, said

_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab.", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def test_a_fact_comes_back_with_its_provenance(store: Dataset) -> None:
    account = owner(store)
    business = account.businesses[0].id
    value = {"line1": "12 Main St", "city": "Foggyton", "rooms": [1, 2], "unit": None}
    store.facts.record(
        [
            said(
                business,
                "business.address",
                value,
                said_by=account.id,
                verified_by="fire",
                outcome=Outcome.UPDATED,
            )
        ]
    )
    fact = store.facts.current([business])["business.address"]
    assert (fact.value, fact.party, fact.said_at) == (value, business, NOON)
    assert (fact.source.name, fact.source.agency) == ("Sales tax register", "revenue")
    assert (fact.said_by, fact.verified_by, fact.outcome) == (account.id, "fire", Outcome.UPDATED)


def test_facts_of_several_parties_are_read_together(store: Dataset) -> None:
    account = owner(store)
    business, person = account.businesses[0].id, account.person.id
    store.facts.record([said(business, "business.phone", "+1415"), said(person, "person.name", "Ann")])
    found = store.facts.current([business, person])
    assert {master: fact.value for master, fact in found.items()} == {
        "business.phone": "+1415",
        "person.name": "Ann",
    }
    assert set(store.facts.current([person])) == {"person.name"}
    assert store.facts.current([]) == {}
    assert store.facts.current(["unknown"]) == {}


def test_values_read_together_never_run_into_each_other(store: Dataset) -> None:
    business = owner(store).businesses[0].id
    values = ["1],[2", '"],["', [1, [2]], {"a": None}, None, "", 7, False, "a,b"]
    store.facts.record([said(business, f"business.f{number}", value) for number, value in enumerate(values)])
    found = store.facts.current([business])
    assert [found[f"business.f{number}"].value for number in range(len(values))] == values


def test_a_proposal_of_one_party_leaves_the_other_as_it_is(store: Dataset) -> None:
    account = owner(store)
    business, person = account.businesses[0].id, account.person.id
    store.facts.record([said(business, "business.phone", "+1415"), said(person, "person.name", "Ann")])
    store.facts.record([said(person, "person.name", "Anna", status="proposed")])
    parties = [business, person]
    assert {fact.value for fact in store.facts.current(parties).values()} == {"+1415", "Ann"}
    assert {fact.value for fact in store.facts.proposals(parties).values()} == {"Anna"}


def test_a_new_fact_follows_the_old_one_which_stays(store: Dataset) -> None:
    business = owner(store).businesses[0].id
    store.facts.record([said(business, "business.phone", "old")])
    before = store.facts.current([business])["business.phone"]
    store.facts.record([said(business, "business.phone", "new", said_at=later(1))])
    after = store.facts.current([business])["business.phone"]
    assert (before.value, after.value) == ("old", "new")
    assert after.version > before.version
    assert store.facts.history(business, "business.phone") == [before, after]
    assert store.facts.history(business, "business.email") == []


def test_undoing_is_one_more_fact(store: Dataset) -> None:
    business = owner(store).businesses[0].id
    for value in ("right", "wrong", "right"):
        store.facts.record([said(business, "business.phone", value)])
    assert store.facts.current([business])["business.phone"].value == "right"
    assert [fact.value for fact in store.facts.history(business, "business.phone")] == [
        "right",
        "wrong",
        "right",
    ]


def test_a_proposed_fact_waits_and_the_accepted_one_stays_current(store: Dataset) -> None:
    business = owner(store).businesses[0].id
    store.facts.record([said(business, "business.ein", "12-3456789")])
    store.facts.record(
        [said(business, "business.ein", "98-7654321", status="proposed", outcome=Outcome.PROPOSED)]
    )
    assert store.facts.current([business])["business.ein"].value == "12-3456789"
    assert [fact.status for fact in store.facts.history(business, "business.ein")] == ["accepted", "proposed"]


def test_of_one_import_the_value_learned_last_is_current(store: Dataset) -> None:
    business = owner(store).businesses[0].id
    old, new = (
        said(business, "business.phone", "old"),
        said(business, "business.phone", "new", said_at=later(1)),
    )
    store.facts.record([new, old])
    assert store.facts.current([business])["business.phone"].value == "new"


def test_a_clock_that_jumps_back_does_not_bring_an_old_value_back(store: Dataset) -> None:
    business = owner(store).businesses[0].id
    store.facts.record([said(business, "business.phone", "first")])
    store.facts.record(
        [said(business, "business.phone", "second", said_at=NOON - timedelta(days=1), source=FORM)]
    )
    assert store.facts.current([business])["business.phone"].value == "second"


def test_facts_are_recorded_all_or_none(store: Dataset) -> None:
    business = owner(store).businesses[0].id
    with pytest.raises(KeyError):
        store.facts.record(
            [said(business, "business.phone", "+1"), said("nobody", "business.phone", "+2", said_at=later(1))]
        )
    with pytest.raises(Unstorable):
        store.facts.record(
            [said(business, "business.phone", "+1"), said(business, "business.email", "\ud800")]
        )
    assert store.facts.current([business]) == {}


@pytest.mark.parametrize(
    "hostile",
    [
        "a\0b",
        "\ud800",
        {"key\0": 1},
        {"\udfff": 1},
        ["x", "\0"],
        2**63,
        -(2**63) - 1,
        float("nan"),
        float("inf"),
        {1, 2},
        b"x",
    ],
    ids=repr,
)
def test_broken_values_never_reach_a_store(store: Dataset, hostile: object) -> None:
    business = owner(store).businesses[0].id
    with pytest.raises(Unstorable):
        store.facts.record([said(business, "business.name", hostile)])
    assert store.facts.current([business]) == {}


@pytest.mark.parametrize(
    "strange", ["\\u0000", "1234567890123456789012345", "'; DROP TABLE fact; --", "🦆é\u202e", ""]
)
def test_strange_but_whole_text_comes_back_as_it_is(store: Dataset, strange: str) -> None:
    business = owner(store).businesses[0].id
    store.facts.record([said(business, "business.name", strange)])
    assert store.facts.current([business])["business.name"].value == strange


@given(_JSON)
@settings(max_examples=200, deadline=None)
def test_all_other_json_passes_the_gate_unchanged(value: object) -> None:
    assert checked(value) == value
    assert json.loads(encoded(value)) == value


def test_of_several_proposals_the_newest_waits_until_something_newer_is_accepted(store: Dataset) -> None:
    account = owner(store)
    business, person = account.businesses[0].id, account.person.id
    proposed = {"status": "proposed", "outcome": Outcome.PROPOSED}
    store.facts.record([said(business, "business.ein", "1"), said(person, "person.name", "Ann")])
    assert store.facts.proposals([business, person]) == {}
    for value in ("2", "3"):
        store.facts.record([said(business, "business.ein", value, **proposed)])
    assert [fact.value for fact in store.facts.proposals([business, person]).values()] == ["3"]
    assert (store.facts.proposals([person]), store.facts.proposals([])) == ({}, {})
    store.facts.record([said(business, "business.ein", "3")])
    assert store.facts.proposals([business]) == {}
