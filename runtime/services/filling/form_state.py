"""One form being filled in: what was answered, what the city knows, and the route through both."""

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
    """A form, the draft of it (or an empty one), and everything that follows from the two."""

    form: Form
    draft: Draft
    facts: Mapping[str, Fact]  # by master field
    values: Mapping[str, Value]  # by field: answered, else known, else the default; hidden ones too
    route: Route
    today: date

    def fact(self, field: Field) -> Fact | None:
        """What the city knows about the field, whatever was answered."""
        return self.facts.get(field.shared.master) if field.shared else None

    def known(self, field: Field) -> Fact | None:
        """The fact that the field shows: known, readable, and not answered otherwise in this draft."""
        fact = self.facts.get(field.shared.master) if field.shared else None
        if fact is None or field.prefill == "never" or field.name not in self.values:
            return None
        return fact if self.draft.answers.get(field.name, fact.value) == fact.value else None

    def must_confirm(self, field: Field, fact: Fact) -> bool:
        """Whether a known value is to be confirmed: its master field says so, or it has become old."""
        if field.prefill == "confirm":
            return True
        days = field.shared.confirm_after if field.shared else 0
        return bool(days) and self.today - fact.said_at.date() > timedelta(days=days)

    def scope(self, until: str = "") -> dict[str, object]:
        """What expressions see: the plain values of shown fields, up to the page ``until`` or all of them."""
        scope: dict[str, object] = {"today": self.today}
        for stop in self.route.stops:
            if stop.page.name == until:
                break
            for field in stop.fields:
                if field.name in self.route.values:
                    scope[field.name] = field.plain(self.route.values[field.name])
        return scope

    def with_facts(self, facts: Mapping[str, Fact]) -> FormState:
        """The same form with what the city knows by now."""
        return build_state(self.form, self.draft, facts, self.today)


def build_state(form: Form, draft: Draft, facts: Mapping[str, Fact], today: date) -> FormState:
    """Put a form, its draft and the city's facts together."""
    values = _values(form, draft, facts, today)
    found = route(form, values, draft.done, today)
    return FormState(form, draft, facts, values, _only_answered(found, draft), today)


def new_draft(account: str, business: str, form: Form, language: str) -> Draft:
    """A draft that no store has seen: looking at a form writes nothing."""
    return Draft("", account, business, form.name, form.version, language, started=_NOWHERE, saved=_NOWHERE)


def parse(field: Field, stored: Stored) -> Value:
    """The value behind ``stored``, or None when the field can no longer read it (its spec changed, or the
    register that it came from is untidy): then it is asked again.
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
    """A page that was sent is open again when answers elsewhere brought up a question nobody has seen."""
    return replace(found, stops=tuple(_seen_whole(stop, draft) for stop in found.stops))


def _seen_whole(stop: Stop, draft: Draft) -> Stop:
    unseen = stop.done and any(field.asks and field.name not in draft.answers for field in stop.fields)
    return replace(stop, done=False) if unseen else stop
