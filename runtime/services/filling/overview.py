"""How much of a form the city already knows, and how long the rest takes."""

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

_SECONDS_TO_GLANCE = 2  # to read a known answer and go on


@dataclass(frozen=True)
class Overview:
    """“12 of 17 answers are already known; about 2 minutes”."""

    known: int
    asked: int
    minutes: int


@dataclass(frozen=True)
class Asking:
    """What a form asks of somebody who has not begun it; worked out once for each form.

    ``turns`` says that what the city knows, or the day, opens and closes questions: then nobody can say
    what is asked without walking through the form. Most forms ask everybody the same at first.
    """

    form: Form
    fields: tuple[Field, ...]
    turns: bool


def asking(form: Form) -> Asking:
    """What a form asks when nothing is answered yet and nothing is known."""
    empty = build_state(form, _nothing(form), {}, date.min)
    return Asking(form, tuple(_asked(empty)), _turns(form))


def overview(asked: Asking, facts: Mapping[str, Fact], draft: Draft | None, today: date) -> Overview:
    """Count for somebody about whom the city knows ``facts``, as the form will show them to her."""
    if draft or asked.turns:
        return counted(build_state(asked.form, draft or _nothing(asked.form), facts, today))
    return _sum(_of(field, _value(field, facts)) for field in asked.fields)


def counted(state: FormState) -> Overview:
    """Count in a form that is open already."""
    return _sum(_met(state, field) for field in _asked(state))


_Count = tuple[int, int, float]
"""Of one field: the questions that are known and those that are asked, and the seconds they take."""


def _nothing(form: Form) -> Draft:
    return new_draft("", "", form, "")


def _asked(state: FormState) -> Iterator[Field]:
    return (field for stop in state.route.stops for field in stop.fields if field.asks)


def _value(field: Field, facts: Mapping[str, Fact]) -> Value:
    fact = facts.get(field.shared.master) if field.shared and _may_be_known(field) else None
    return parse(field, fact.value) if fact else None


def _met(state: FormState, field: Field) -> _Count:
    name = field.name
    known, asked, seconds = _of(field, state.values[name] if state.known(field) else None)
    # What she answered herself is not known to the city, but takes her no more time.
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


def _turns(form: Form) -> bool:
    """Whether a condition reads more than answers of this form alone, none of which is given at first."""
    own = {
        field.name for field in form.fields() if field.asks and not field.default and not _may_be_known(field)
    }
    pages = (page.show_if for page in form.pages)
    conditions = (*pages, *(field.show_if for field in form.fields()))
    return any(not condition.names <= own for condition in conditions if condition)


def _may_be_known(field: Field) -> bool:
    return field.shared is not None and field.prefill != "never"
