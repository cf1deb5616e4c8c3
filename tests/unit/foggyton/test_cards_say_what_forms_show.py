"""What is said to be known on the cards of Foggyton is what its forms show, whoever looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from forms.fields.base import Field, Value
from forms.fields.repeating_group import RepeatingGroup
from onceonly.demo.fill import fill, master_fields
from onceonly.demo.register import register
from runtime.dataset import Fact, open_dataset
from runtime.services.filling.form_state import FormState, build_state, new_draft
from runtime.services.filling.overview import overview, question_plan
from tests.specs import foggyton
from tests.sqlite import prepared

TODAY = date(2026, 3, 3)
BUSINESSES = 40


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Mapping[str, Fact]]]:
    """What the city knows about each business and whoever acts for it."""
    store = open_dataset(prepared(tmp_path_factory.mktemp("cards") / "store.db"), prefix="FOG")
    businesses = register()[:BUSINESSES]
    fill(store, master_fields(foggyton().forms), businesses)
    accounts = [account for one in businesses if (account := store.identity.account(one.email))]
    assert len(accounts) == BUSINESSES
    yield [store.facts.current((account.businesses[0].id, account.person.id)) for account in accounts]
    store.close()


def test_a_card_says_what_the_form_then_shows(known: list[Mapping[str, Fact]]) -> None:
    for form in foggyton().forms:
        asked = question_plan(form)
        for facts in [{}, *known]:
            card = overview(asked, facts, None, TODAY)
            opened = build_state(form, new_draft("", "", form, "en"), facts, TODAY)
            assert (card.known, card.asked) == _shown(opened), form.name


def test_what_is_known_opens_questions_of_several_forms(known: list[Mapping[str, Fact]]) -> None:
    opened = {
        form.name
        for form in foggyton().forms
        for facts in known
        if _shown(build_state(form, new_draft("", "", form, "en"), facts, TODAY))[1]
        > _shown(build_state(form, new_draft("", "", form, "en"), {}, TODAY))[1]
    }
    assert len(opened) >= 4


def _shown(opened: FormState) -> tuple[int, int]:
    """The answers that stand there, each with where it came from, and all that are asked."""
    fields = [field for stop in opened.route.stops for field in stop.fields if field.asks]
    known = [field for field in fields if opened.known(field)]
    there = sum(_answered(field, opened.values[field.name]) for field in known)
    return there, sum(field.questions for field in fields)


def _answered(field: Field, value: Value) -> int:
    return field.answered_by(value) if isinstance(field, RepeatingGroup) else field.questions
