"""The check before sending: what each answer would do to the central dataset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from forms.fields.base import Field, Value
from forms.model.form import Page
from forms.model.outcome import FactVersion, Outcome, outcome
from runtime.dataset import Fact
from runtime.services.filling.form_state import Filling, fill_in, parse


@dataclass(frozen=True)
class Judged:
    """One shown field with its value and what sending it would do; ``outcome`` is None for answers of this
    form alone and for questions left empty.
    """

    page: Page
    field: Field
    value: Value
    fact: Fact | None = None
    outcome: Outcome | None = None


def judge_all(filling: Filling) -> tuple[Judged, ...]:
    """Every field that the check page lists, in order."""
    return tuple(
        _judged(filling, stop.page, field)
        for stop in filling.route.stops
        for field in stop.fields
        if field.asks or field.name in filling.route.values
    )


def conflicts(judged: Iterable[Judged]) -> tuple[Judged, ...]:
    """The answers about which somebody else said something new meanwhile."""
    return tuple(item for item in judged if item.outcome == Outcome.CONFLICTING)


def decide(filling: Filling, choices: Mapping[str, str]) -> Filling:
    """The form after the choices made: ``conflict.<field>`` (mine, theirs), ``record.<field>`` (yes, no).

    A choice counts only against the fact that it was made about: ``shown.<field>`` is that fact's version.
    """
    for item in judge_all(filling):
        filling = _decided(filling, item, choices)
    return filling


def _judged(filling: Filling, page: Page, field: Field) -> Judged:
    value = filling.route.values.get(field.name)
    if value is None or field.shared is None or not field.asks:
        return Judged(page, field, value)
    fact = filling.fact(field)
    draft, name = filling.draft, field.name
    current, seen = _current(filling, field, fact)
    found = outcome(
        field.to_json(value),
        seen,
        current,
        field.shared,
        confirmed=name in draft.confirmed,
        record=name not in draft.kept_here,
    )
    return Judged(page, field, value, fact, found)


def _current(filling: Filling, field: Field, fact: Fact | None) -> tuple[FactVersion | None, int]:
    seen = filling.draft.seen.get(field.name, 0)
    if fact is None:
        return None, seen
    known = parse(field, fact.value)
    if known is None or field.prefill == "never":
        seen = fact.version  # never shown, so there is nothing to disagree with
    stored = fact.value if known is None else field.to_json(known)
    return FactVersion(fact.version, stored), seen


def _decided(filling: Filling, item: Judged, choices: Mapping[str, str]) -> Filling:
    name, draft = item.field.name, filling.draft
    if record := choices.get(f"record.{name}"):
        kept = set(draft.kept_here) - {name} | ({name} if record == "no" else set())
        filling = replace(filling, draft=replace(draft, kept_here=tuple(sorted(kept))))
    choice = choices.get(f"conflict.{name}")
    if item.outcome != Outcome.CONFLICTING or item.fact is None:
        return filling
    if choice in ("mine", "theirs") and choices.get(f"shown.{name}") == str(item.fact.version):
        return _settled(filling, item.field, item.fact, theirs=choice == "theirs")
    return filling


def _settled(filling: Filling, field: Field, fact: Fact, *, theirs: bool) -> Filling:
    draft = filling.draft
    answers = {**draft.answers, field.name: fact.value} if theirs else draft.answers
    draft = replace(draft, answers=answers, seen={**draft.seen, field.name: fact.version})
    return fill_in(filling.form, draft, filling.facts, filling.today)
