"""The demo's past: 200 invented businesses, dirty and dated, always the same, poured into one dataset."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forms.fields.base import Field
from onceonly.demo.fill import fill, master_fields
from onceonly.demo.register import NEWEST, golden_gate_dumplings, register
from runtime.dataset import open_dataset
from tests.specs import foggyton
from tests.sqlite import prepared


@pytest.fixture(scope="module")
def masters() -> dict[str, Field]:
    return master_fields(foggyton().forms)


def test_the_register_is_always_the_same_and_200_businesses_long() -> None:
    assert len(register()) == 200
    assert register() == register()
    assert register()[0] == golden_gate_dumplings()
    assert len({business.email for business in register()}) == 200


def test_facts_come_from_several_agencies_over_several_years() -> None:
    entries = [entry for business in register() for entry in business.entries]
    assert {entry.agency for entry in entries} >= {"revenue", "licensing", "health", "fire", "public_works"}
    days = [entry.said_on for entry in entries]
    assert min(days) < date(2022, 6, 1)
    assert max(days) <= NEWEST


def test_clerks_wrote_in_many_ways() -> None:
    phones = [
        entry.typed[""][0]
        for business in register()
        for entry in business.entries
        if entry.master.endswith("phone")
    ]
    assert any("." in phone for phone in phones)
    assert any(phone.startswith("(") for phone in phones)
    assert any(phone.startswith("+1") for phone in phones)


def test_facts_speak_of_master_fields_and_of_registers_that_the_city_names(masters: dict[str, Field]) -> None:
    entries = [entry for business in register() for entry in business.entries]
    titles = {known.name for known in foggyton().city.registers}
    assert {entry.master for entry in entries} <= masters.keys()
    assert {entry.register for entry in entries} == titles


def test_what_cannot_be_read_is_told_and_the_rest_becomes_facts(
    tmp_path: Path, masters: dict[str, Field]
) -> None:
    store = open_dataset(prepared(tmp_path / "city.db"))
    businesses = register(size=60)
    filled = fill(store, masters, businesses)
    assert filled.businesses == 60
    assert filled.facts + len(filled.unreadable) == sum(len(business.entries) for business in businesses)
    assert filled.unreadable
    assert all("business.phone" in line for line in filled.unreadable)

    account = store.identity.account(golden_gate_dumplings().email)
    assert account
    phone = store.facts.current([account.businesses[0].id])["business.phone"]
    assert phone.value == "+14155550142"  # the newer of two, whichever way it was written
    assert [fact.value for fact in store.facts.history(account.businesses[0].id, "business.phone")] == [
        "+14155550188",
        "+14155550142",
    ]
    store.close()
