"""Foggyton keeps its own promise: what two forms need is a master field, and the README counts right."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from forms.fields.base import Field
from generator.project.project import Project
from onceonly.burden import burden
from tests import specs

ROOT = Path(__file__).parents[3]

# The same words, but another fact each time: they belong to one submission, not to the business.
PER_SUBMISSION = {
    "Declaration",
    "Signature",
    "Name of the event",  # of this event
    "What is this application for?",
    "Site plan",  # of tables, or of goods
}


@pytest.fixture(scope="module")
def foggyton() -> Project:
    project = specs.foggyton()
    assert project.problems == ()
    return project


def test_there_are_ten_agencies_and_at_least_eighteen_forms(foggyton: Project) -> None:
    assert len(foggyton.city.agencies) == 10
    assert len(foggyton.forms) >= 18
    assert {form.agency for form in foggyton.forms} == {agency.name for agency in foggyton.city.agencies}


def test_every_form_says_why_it_asks_and_how_long_answers_are_kept(foggyton: Project) -> None:
    assert [form.name for form in foggyton.forms if not (form.purpose and form.retention)] == []
    assert [form.name for form in foggyton.forms if not (form.next_steps and form.fee)] == []


def test_no_two_forms_ask_the_same_question_without_a_master_field(foggyton: Project) -> None:
    asked = defaultdict(set)
    for form in foggyton.forms:
        for field in filter(_is_local_question, form.fields()):
            asked[field.label].add(form.name)
    twice = {label: names for label, names in asked.items() if len(names) > 1}
    assert twice.keys() - PER_SUBMISSION == set()


def test_no_form_asks_one_fact_twice(foggyton: Project) -> None:
    for form in foggyton.forms:
        facts = [field.shared.master for field in form.fields() if field.shared]
        assert sorted(facts) == sorted(set(facts)), form.name


def test_every_field_type_is_used(foggyton: Project) -> None:
    used = {field.type for form in foggyton.forms for field in form.fields()}
    assert used >= {"address", "calculated", "file", "list", "money", "naics", "signature", "ssn_or_itin"}


def test_the_readme_quotes_what_burden_counts(foggyton: Project) -> None:
    total = burden(foggyton.forms, [(agency.name, agency.title) for agency in foggyton.city.agencies])[-1]
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert f"{len(foggyton.city.agencies)} agencies and {total.forms} real forms" in readme
    assert f"{total.questions} questions; {total.asked_again} of them" in readme
    assert f"about {total.minutes_left} minutes instead of {total.minutes}" in readme


def test_burden_counts_a_fact_the_second_time_only(foggyton: Project) -> None:
    registration = next(form for form in foggyton.forms if form.name == "business-registration")
    once, again = (
        burden([registration], [("revenue", "Revenue Office")])[0],
        burden([registration, registration], [("revenue", "Revenue Office")])[0],
    )
    assert once.asked_again == 0
    assert again.asked_again == once.shared
    assert again.questions == 2 * once.questions


def _is_local_question(field: Field) -> bool:
    return field.asks and field.shared is None
