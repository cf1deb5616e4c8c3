"""How many answers of a form are already known, and how many minutes the rest takes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from forms.fields.base import Field, Value
from forms.fields.repeating_group import RepeatingGroup
from forms.model.form import Form
from runtime.dataset import Draft, Fact
from runtime.services.filling.form_state import FormState, build_state, new_draft, parse

_SECONDS_TO_GLANCE = 2  # to read and accept a known answer


@dataclass(frozen=True)
class Overview:
    """“12 of 17 answers are already known; about 2 minutes”."""

    known: int
    asked: int
    minutes: int


@dataclass(frozen=True)
class QuestionPlan:
    """What a form asks when nothing is answered and nothing is known; computed once per form.

    ``turns`` is true when facts or the date decide which questions are shown: then the route must be computed
    to count them. Most forms ask everybody the same at first.
    """

    form: Form
    fields: tuple[Field, ...]
    turns: bool


def question_plan(form: Form) -> QuestionPlan:
    """What a form asks when nothing is answered and nothing is known."""
    empty = build_state(form, _nothing(form), {}, date.min)
    return QuestionPlan(form, tuple(_asked(empty)), _depends_on_facts(form))


def overview(asked: QuestionPlan, facts: Mapping[str, Fact], draft: Draft | None, today: date) -> Overview:
    """Count for an owner about whom ``facts`` are known, with the form as it will be shown."""
    if draft or asked.turns:
        return progress_of(build_state(asked.form, draft or _nothing(asked.form), facts, today))
    return _sum(_of(field, _value(field, facts)) for field in asked.fields)


def progress_of(state: FormState) -> Overview:
    """Count in the state of an open form."""
    return _sum(_count_of(state, field) for field in _asked(state))


_Count = tuple[int, int, float]
"""Of one field: number of known questions, number of asked questions, seconds for both."""


def _nothing(form: Form) -> Draft:
    return new_draft("", "", form, "")


def _asked(state: FormState) -> Iterator[Field]:
    return (field for stop in state.route.stops for field in stop.fields if field.asks)


def _value(field: Field, facts: Mapping[str, Fact]) -> Value:
    fact = facts.get(field.shared.master) if field.shared and _may_be_known(field) else None
    return parse(field, fact.value) if fact else None


def _count_of(state: FormState, field: Field) -> _Count:
    name = field.name
    known, asked, seconds = _of(field, state.values[name] if state.known(field) else None)
    # Answers of this draft are not facts, but take no more time either.
    return known, asked, min(seconds, _SECONDS_TO_GLANCE) if name in state.draft.answers else seconds


def _of(field: Field, known: Value) -> _Count:
    asked = field.questions
    if known is None:
        return 0, asked, field.seconds_to_answer
    there = field.answered_by(known) if isinstance(field, RepeatingGroup) else asked
    return there, asked, _SECONDS_TO_GLANCE + field.seconds_to_answer * (asked - there) / asked


def _sum(counts: Iterator[_Count]) -> Overview:
    known = asked = 0
    seconds = 0.0
    for its_known, its_asked, its_seconds in counts:
        known, asked, seconds = known + its_known, asked + its_asked, seconds + its_seconds
    return Overview(known, asked, max(1, math.ceil(seconds / 60)))


def _depends_on_facts(form: Form) -> bool:
    """Whether a condition depends on anything but this form's own answers, or on one that has a value at
    first.
    """
    own = {
        field.name for field in form.fields() if field.asks and not field.default and not _may_be_known(field)
    }
    pages = (page.show_if for page in form.pages)
    conditions = (*pages, *(field.show_if for field in form.fields()))
    return any(not condition.names <= own for condition in conditions if condition)


def _may_be_known(field: Field) -> bool:
    return field.shared is not None and field.prefill != "never"
