"""The route through a form, recomputed from the answers at every request."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from forms.expressions import Expression, evaluate
from forms.fields.base import AnswerError, Field, Value
from forms.fields.calculating import CalculatedField
from forms.fields.repeating_group import RepeatingGroup
from forms.model.form import Form, Page
from forms.text.messages import Message


@dataclass(frozen=True)
class Stop:
    """One page on the route: its shown fields and their errors."""

    page: Page
    fields: tuple[Field, ...]
    errors: Mapping[str, tuple[AnswerError, ...]]  # by field name
    done: bool  # sent at least once in this draft, and without errors


@dataclass(frozen=True)
class Route:
    """The pages to fill in with these answers, and the values of their fields."""

    form: Form
    values: Mapping[str, Value]  # of shown fields only, including calculated ones
    stops: tuple[Stop, ...]

    def stop(self, page: str) -> Stop | None:
        """The stop at ``page``, or None when it is not on the route."""
        return next((stop for stop in self.stops if stop.page.name == page), None)

    @property
    def first_open(self) -> Stop | None:
        """The first page that is not done; None when the form can be checked and sent."""
        return next((stop for stop in self.stops if not stop.done), None)

    def may_see(self, page: str) -> bool:
        """Whether everything before ``page`` is done."""
        for stop in self.stops:
            if stop.page.name == page:
                return True
            if not stop.done:
                return False
        return False

    def before(self, page: str) -> Stop | None:
        """The stop before ``page``, for the back link."""
        names = [stop.page.name for stop in self.stops]
        index = names.index(page) if page in names else 0
        return self.stops[index - 1] if index else None

    def after(self, page: str) -> Stop | None:
        """The stop after ``page``; None after the last."""
        names = [stop.page.name for stop in self.stops]
        index = names.index(page) + 1 if page in names else len(names)
        return self.stops[index] if index < len(names) else None


def route(form: Form, answers: Mapping[str, Value], done: Collection[str], today: date) -> Route:
    """The route for these answers; hidden fields count as unanswered for everything after them."""
    values: dict[str, Value] = {}
    scope: dict[str, object] = {"today": today}
    visited: list[tuple[Page, tuple[Field, ...]]] = []
    for page in form.pages:
        if not _holds(page.show_if, scope):
            continue
        shown = tuple(field for field in page.fields if _take(field, answers, values, scope))
        visited.append((page, shown))
    # Rules may read later answers, so errors are determined after all pages.
    stops = (_stop(page, fields, values, scope, page.name in done) for page, fields in visited)
    return Route(form, values, tuple(stops))


def errors_of(field: Field, value: Value, scope: Mapping[str, object]) -> tuple[AnswerError, ...]:
    """The errors of a value that could be read: missing, or a rule of the spec is not met."""
    if not field.asks:
        return ()
    if value is None:
        return (AnswerError(_missing(field)),) if is_required(field, scope) else ()
    if isinstance(field, RepeatingGroup) and (lacking := field.lacking(value)):
        return lacking
    if not field.valid_if:
        return ()  # most fields of a form
    broken = (rule for rule in field.valid_if if evaluate(rule.condition.tree, scope) is False)
    return tuple(AnswerError(Message(rule.message)) for rule in broken)


def is_required(field: Field, scope: Mapping[str, object]) -> bool:
    """Whether an answer is required, given the answers in ``scope``."""
    if field.required_if is not None:
        return evaluate(field.required_if.tree, scope) is True
    return field.required


def _missing(field: Field) -> Message:
    own = field.errors.get("missing")
    return Message(own) if own else field.missing()


def _holds(condition: Expression | None, scope: Mapping[str, object]) -> bool:
    # Unknown counts as false: a question is shown only when its condition is true.
    return condition is None or evaluate(condition.tree, scope) is True


def _take(
    field: Field,
    answers: Mapping[str, Value],
    values: dict[str, Value],
    scope: dict[str, object],
) -> bool:
    if field.show_if is not None and not _holds(field.show_if, scope):
        return False
    value = answers.get(field.name) if field.asks else _calculated(field, scope)
    if value is not None:
        values[field.name] = value
        scope[field.name] = field.plain(value)
    return True


def _calculated(field: Field, scope: Mapping[str, object]) -> Value:
    return field.calculated(scope) if isinstance(field, CalculatedField) else None


def _stop(
    page: Page,
    fields: tuple[Field, ...],
    values: Mapping[str, Value],
    scope: Mapping[str, object],
    sent: bool,
) -> Stop:
    errors = {
        field.name: found for field in fields if (found := errors_of(field, values.get(field.name), scope))
    }
    return Stop(page, fields, errors, sent and not errors)
