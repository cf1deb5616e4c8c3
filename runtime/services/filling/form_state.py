"""The state of one form: answers of the draft, known facts, and the route through both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from forms.expressions import evaluate
from forms.fields.base import Field, Stored, Value
from forms.model.form import Form
from forms.model.route import Route, Stop, route
from runtime.dataset import Draft, Fact

_NOWHERE = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FormState:
    """A form with its draft (or an empty one) and everything that is derived from both."""

    form: Form
    draft: Draft
    facts: Mapping[str, Fact]  # by master field
    values: Mapping[str, Value]  # by field: answer, else fact, else default; includes hidden fields
    route: Route
    today: date

    def fact(self, field: Field) -> Fact | None:
        """The fact behind the field, whether or not the draft has an answer."""
        return self.facts.get(field.shared.master) if field.shared else None

    def known(self, field: Field) -> Fact | None:
        """The fact that the field shows: readable, and not replaced by an answer of this draft."""
        fact = self.facts.get(field.shared.master) if field.shared else None
        if fact is None or field.prefill == "never" or field.name not in self.values:
            return None
        return fact if self.draft.answers.get(field.name, fact.value) == fact.value else None

    def must_confirm(self, field: Field, fact: Fact) -> bool:
        """Whether a known value must be confirmed: its master field requires it, or it is too old."""
        if field.prefill == "confirm":
            return True
        days = field.shared.confirm_after if field.shared else 0
        return bool(days) and self.today - fact.said_at.date() > timedelta(days=days)

    def scope(self, until: str = "") -> dict[str, object]:
        """The scope of expressions: plain values of shown fields, of all pages or up to page ``until``."""
        scope: dict[str, object] = {"today": self.today}
        for stop in self.route.stops:
            if stop.page.name == until:
                break
            for field in stop.fields:
                if field.name in self.route.values:
                    scope[field.name] = field.plain(self.route.values[field.name])
        return scope

    def with_facts(self, facts: Mapping[str, Fact]) -> FormState:
        """The same form with newer facts."""
        return build_state(self.form, self.draft, facts, self.today)


def build_state(form: Form, draft: Draft, facts: Mapping[str, Fact], today: date) -> FormState:
    """Put a form, its draft and the city's facts together."""
    values = _values(form, draft, facts, today)
    found = route(form, values, draft.done, today)
    return FormState(form, draft, facts, values, _only_answered(found, draft), today)


def new_draft(account: str, business: str, form: Form, language: str) -> Draft:
    """An empty draft that is not stored yet; opening a form writes nothing."""
    return Draft("", account, business, form.name, form.version, language, started=_NOWHERE, saved=_NOWHERE)


def parse(field: Field, stored: Stored) -> Value:
    """The value of ``stored``, or None when the field cannot read it (its spec changed, or the register holds
    an invalid value); the question is then asked again.
    """
    if stored is None:
        return None
    try:
        return field.from_json(stored)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _values(form: Form, draft: Draft, facts: Mapping[str, Fact], today: date) -> dict[str, Value]:
    values: dict[str, Value] = {}
    answers = draft.answers
    for field in form.fields():
        if not field.asks:
            continue
        name, shared = field.name, field.shared
        if name in answers:
            value = parse(field, answers[name])
        elif shared and field.prefill != "never" and (fact := facts.get(shared.master)):
            value = parse(field, fact.value)
        else:
            value = None
        if value is None and field.default and name not in answers:
            value = _default(field, form, values, today)
        if value is not None:
            values[name] = value
    return values


def _default(field: Field, form: Form, values: Mapping[str, Value], today: date) -> Value:
    if field.default is None:
        return None
    earlier = (other for other in form.fields() if other.name in values)
    scope = {"today": today, **{other.name: other.plain(values[other.name]) for other in earlier}}
    default = evaluate(field.default.tree, scope)
    return None if default is None else field.from_plain(default)


def _only_answered(found: Route, draft: Draft) -> Route:
    """Reopen pages that were sent when later answers add a question that has not been shown."""
    return replace(found, stops=tuple(_seen_whole(stop, draft) for stop in found.stops))


def _seen_whole(stop: Stop, draft: Draft) -> Stop:
    unseen = stop.done and any(field.asks and field.name not in draft.answers for field in stop.fields)
    return replace(stop, done=False) if unseen else stop
