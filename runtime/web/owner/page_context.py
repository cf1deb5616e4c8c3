"""The template values of a form page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import partial

from forms.expressions import TODAY
from forms.fields.base import AnswerError, Field
from forms.fields.shown import ShownRow
from forms.model.route import Stop
from forms.pages.questions import QuestionsPage, Step
from forms.text.messages import Message, message
from runtime.dataset.records.drafts import Draft
from runtime.services.filling.answer_errors import AnswerErrors, html_key
from runtime.services.filling.fingerprints import fingerprint
from runtime.services.filling.form_state import FormState
from runtime.services.filling.post import Post
from runtime.services.filling.review import ReviewedAnswer
from runtime.web.http.request_context import RequestContext
from runtime.web.http.template_values import Link
from runtime.web.http.words import moment
from runtime.web.owner.controls import controls


def page_context(
    ctx: RequestContext,
    state: FormState,
    stop: Stop,
    post: Post | None = None,
    errors: AnswerErrors | None = None,
) -> QuestionsPage:
    """The values of one page: as answered and known, or (with ``post``) as it was just sent, with errors."""
    found = errors or {}
    form = state.form.name
    shown = controls(ctx, state, stop, post, found)
    return {
        **shown,
        "error_links": list(summary_of(ctx, stop, found, shown["rows"])),
        "seen": seen_text(ctx, state, stop),
        "revision": f"{revision_text(state.draft)}.{state.form.version}",
        "draft": state.draft.id,
        "action": ctx.url("forms", form, stop.page.name),
        "back": back_url(ctx, state, stop.page.name),
        "scope": partial(scope_text, state),
        "step": step(state, stop.page.name),
        "saved": _saved(ctx, state),
    }


def summary_of(
    ctx: RequestContext, stop: Stop, errors: AnswerErrors, rows: Mapping[str, Sequence[ShownRow]]
) -> Iterator[Link]:
    """The error summary in the order of the questions; each entry links to its control.

    In lists it names the row, which is clear on the page but not in the summary.
    """
    for field in stop.page.fields:
        found = errors.get(field.name, ())
        numbered = {str(row.i): row for row in rows[field.name]} if found else {}
        for error in found:
            text = _of_row(error, numbered)
            yield Link(f"#{_control(field, error)}", ctx.language.say(text))


def seen_text(ctx: RequestContext, state: FormState, stop: Stop) -> str:
    """The fact versions and answer fingerprints of this page, which the post sends back."""
    secret, answers = ctx.settings.secret, state.draft.answers
    shown = []
    for field in stop.page.fields:
        fact = state.fact(field)
        name = field.name
        print_ = fingerprint(secret, name, answers[name]) if name in answers else ""
        if fact or print_:
            shown.append(f"{name}:{fact.version if fact else 0}:{print_}")
    return " ".join(shown)


def scope_text(state: FormState, names: Iterable[str]) -> str:
    """Answers of other pages for the page script, as JSON with exact numbers, dates and times."""
    shown = {field.name: field for stop in state.route.stops for field in stop.fields}
    values = state.route.values
    known = {name: shown[name].disclosed(values[name]) for name in names if name in values}
    return json.dumps({TODAY: state.today, **known}, default=_wrapped, ensure_ascii=False)


def conflict_links(ctx: RequestContext, disagreed: Iterable[ReviewedAnswer]) -> list[Link]:
    """The error summary of a check page with conflicts to decide."""
    return [Link(f"#conflict-{item.field.name}", display_conflict(ctx, item.field)) for item in disagreed]


def display_conflict(ctx: RequestContext, field: Field) -> str:
    """The text about a conflict, for the summary and the answer."""
    text = message("{label}: this changed meanwhile. Choose which answer is right.", label=field.label)
    return ctx.language.say(text)


def revision_text(draft: Draft) -> str:
    """The draft's id and revision as a hidden value."""
    return f"{draft.id}.{draft.revision}"


def back_url(ctx: RequestContext, state: FormState, page: str) -> str:
    """The address of the page before, or of the start page."""
    before = state.route.before(page)
    parts = ("forms", state.form.name, before.page.name) if before else ("forms", state.form.name)
    return ctx.url(*parts)


def step(state: FormState, page: str) -> Step:
    """The page's number on the route; if it is no longer on it, the number that it had."""
    order = [each.name for each in state.form.pages]
    before = [stop for stop in state.route.stops if order.index(stop.page.name) < order.index(page)]
    number = len(before) + 1
    return {"number": number, "of": max(number, len(state.route.stops))}


def _control(field: Field, error: AnswerError) -> str:
    part = error.part or ("" if field.one_control else field.first_part)
    return html_key(field.name, part).replace(".", "-")


def _of_row(error: AnswerError, numbered: Mapping[str, ShownRow]) -> Message:
    """“Owner 2: Share: enter a percentage like 50 or 33.3.”"""
    row = numbered.get(error.part.partition(".")[0])
    if row is None:
        return error.message
    return message("{row} {number}: {problem}", row=row.label, number=row.n, problem=error.message)


def _saved(ctx: RequestContext, state: FormState) -> str:
    if not state.draft.id:
        return ""
    day, time = moment(state.draft.saved, ctx.city.timezone, ctx.language.locale)
    return ctx.language.say(message("Saved on {day} at {time}", day=day, time=time))


def _wrapped(value: object) -> object:
    """Numbers, dates and times in the form that the page script reads; values with parts as mappings."""
    if isinstance(value, Decimal):
        return {"n": f"{value:f}"}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return {"m": value.isoformat("minutes")}
    raise TypeError(f"{type(value).__name__} is no value of an expression")
