"""The review before sending: what each answer would do to the dataset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from forms.fields.base import Field, Value
from forms.model.form import Page
from forms.model.outcome import FactVersion, Outcome, outcome
from runtime.dataset import Fact
from runtime.services.filling.form_state import FormState, build_state, parse


@dataclass(frozen=True)
class ReviewedAnswer:
    """One shown field with its value and outcome; ``outcome`` is None for answers that are no facts and for
    questions left empty.
    """

    page: Page
    field: Field
    value: Value
    fact: Fact | None = None
    outcome: Outcome | None = None


def review_answers(state: FormState) -> tuple[ReviewedAnswer, ...]:
    """Every field that the check page lists, in order."""
    return tuple(
        _reviewed(state, stop.page, field)
        for stop in state.route.stops
        for field in stop.fields
        if field.asks or field.name in state.route.values
    )


def conflicts(reviewed: Iterable[ReviewedAnswer]) -> tuple[ReviewedAnswer, ...]:
    """The answers whose facts somebody else has changed meanwhile."""
    return tuple(item for item in reviewed if item.outcome == Outcome.CONFLICTING)


def decide(state: FormState, choices: Mapping[str, str]) -> FormState:
    """Apply the user's choices: ``conflict.<field>`` (ours, theirs), ``record.<field>`` (yes, no).

    A choice counts only for the version of the fact that was shown: ``shown.<field>``.
    """
    for item in review_answers(state):
        state = _decided(state, item, choices)
    return state


def _reviewed(state: FormState, page: Page, field: Field) -> ReviewedAnswer:
    value = state.route.values.get(field.name)
    if value is None or field.shared is None or not field.asks:
        return ReviewedAnswer(page, field, value)
    fact = state.fact(field)
    draft, name = state.draft, field.name
    current, seen = _current(state, field, fact)
    found = outcome(
        field.to_json(value),
        seen,
        current,
        field.shared,
        confirmed=name in draft.confirmed,
        record=name not in draft.kept_here,
    )
    return ReviewedAnswer(page, field, value, fact, found)


def _current(state: FormState, field: Field, fact: Fact | None) -> tuple[FactVersion | None, int]:
    seen = state.draft.seen.get(field.name, 0)
    if fact is None:
        return None, seen
    known = parse(field, fact.value)
    if known is None or field.prefill == "never":
        seen = fact.version  # not shown yet, so there is no conflict
    stored = fact.value if known is None else field.to_json(known)
    return FactVersion(fact.version, stored), seen


def _decided(state: FormState, item: ReviewedAnswer, choices: Mapping[str, str]) -> FormState:
    name, draft = item.field.name, state.draft
    if record := choices.get(f"record.{name}"):
        kept = set(draft.kept_here) - {name} | ({name} if record == "no" else set())
        state = replace(state, draft=replace(draft, kept_here=tuple(sorted(kept))))
    choice = choices.get(f"conflict.{name}")
    if item.outcome != Outcome.CONFLICTING or item.fact is None:
        return state
    if choice in ("ours", "theirs") and choices.get(f"shown.{name}") == str(item.fact.version):
        return _settled(state, item.field, item.fact, theirs=choice == "theirs")
    return state


def _settled(state: FormState, field: Field, fact: Fact, *, theirs: bool) -> FormState:
    draft = state.draft
    answers = {**draft.answers, field.name: fact.value} if theirs else draft.answers
    draft = replace(draft, answers=answers, seen={**draft.seen, field.name: fact.version})
    return build_state(state.form, draft, state.facts, state.today)
