"""What the template of a form page shows on request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from functools import partial

from forms.expressions import TODAY
from forms.fields.base import Field, Problem
from forms.fields.shown import ShownRow
from forms.model.route import Stop
from forms.pages.questions import QuestionsPage, Step
from forms.text.messages import Message, message
from runtime.checking import Judged
from runtime.context import Link
from runtime.controls import Problems, controls, html_key
from runtime.dataset import Draft
from runtime.filling import Filling
from runtime.fingerprints import fingerprint
from runtime.posting import Post
from runtime.visit import Visit
from runtime.words import moment


def page_context(
    visit: Visit,
    filling: Filling,
    stop: Stop,
    post: Post | None = None,
    problems: Problems | None = None,
) -> QuestionsPage:
    """One page: as answered and known, or (with ``post``) as it was just sent, with what is wrong."""
    found = problems or {}
    form = filling.form.name
    shown = controls(visit, filling, stop, post, found)
    return {
        **shown,
        "problems": list(error_links(visit, stop, found, shown["rows"])),
        "seen": seen_text(visit, filling, stop),
        "revision": revision_text(filling.draft),
        "draft": filling.draft.id,
        "action": visit.url("forms", form, stop.page.name),
        "back": back_url(visit, filling, stop.page.name),
        "scope": partial(scope_text, filling),
        "step": step(filling, stop.page.name),
        "saved": _saved(visit, filling),
    }


def error_links(
    visit: Visit, stop: Stop, problems: Problems, rows: Mapping[str, Sequence[ShownRow]]
) -> Iterator[Link]:
    """The error summary, in the order of the questions; each line leads to the control at fault.

    It says of several rows which one: each speaks for itself on the page, but here they stand together.
    """
    for field in stop.page.fields:
        found = problems.get(field.name, ())
        numbered = {str(row.i): row for row in rows[field.name]} if found else {}
        for problem in found:
            said = _of_row(problem, numbered)
            yield Link(f"#{_control(field, problem)}", visit.language.say(said))


def seen_text(visit: Visit, filling: Filling, stop: Stop) -> str:
    """What this page shows, for the post to bring back: fact versions and fingerprints of answers."""
    secret, answers = visit.settings.secret, filling.draft.answers
    shown = []
    for field in stop.page.fields:
        fact = filling.fact(field)
        name = field.name
        print_ = fingerprint(secret, name, answers[name]) if name in answers else ""
        if fact or print_:
            shown.append(f"{name}:{fact.version if fact else 0}:{print_}")
    return " ".join(shown)


def scope_text(filling: Filling, names: Iterable[str]) -> str:
    """Answers of other pages for the page script, as JSON that keeps numbers, dates and times exact."""
    shown = {field.name: field for stop in filling.route.stops for field in stop.fields}
    values = filling.route.values
    known = {name: shown[name].disclosed(values[name]) for name in names if name in values}
    return json.dumps({TODAY: filling.today, **known}, default=_wrapped, ensure_ascii=False)


def conflict_links(visit: Visit, disagreed: Iterable[Judged]) -> list[Link]:
    """The error summary of a check page on which the person must choose."""
    return [Link(f"#conflict-{item.field.name}", conflict_said(visit, item.field)) for item in disagreed]


def conflict_said(visit: Visit, field: Field) -> str:
    """What the person must decide about an answer, in the summary and at the answer alike."""
    text = message("{label}: this changed meanwhile. Choose which answer is right.", label=field.label)
    return visit.language.say(text)


def revision_text(draft: Draft) -> str:
    """Draft and revision as pages carry them."""
    return f"{draft.id}.{draft.revision}"


def back_url(visit: Visit, filling: Filling, page: str) -> str:
    """Where the back link of a page leads: the page before it, or the start."""
    before = filling.route.before(page)
    parts = ("forms", filling.form.name, before.page.name) if before else ("forms", filling.form.name)
    return visit.url(*parts)


def step(filling: Filling, page: str) -> Step:
    """The page's place on the route; of a page that is no longer on it, the place that it had."""
    order = [each.name for each in filling.form.pages]
    before = [stop for stop in filling.route.stops if order.index(stop.page.name) < order.index(page)]
    number = len(before) + 1
    return {"number": number, "of": max(number, len(filling.route.stops))}


def _control(field: Field, problem: Problem) -> str:
    part = problem.part or ("" if field.one_control else field.first_part)
    return html_key(field.name, part).replace(".", "-")


def _of_row(problem: Problem, numbered: Mapping[str, ShownRow]) -> Message:
    """“Owner 2: Share: enter a percentage like 50 or 33.3.”"""
    row = numbered.get(problem.part.partition(".")[0])
    if row is None:
        return problem.message
    return message("{row} {number}: {problem}", row=row.label, number=row.n, problem=problem.message)


def _saved(visit: Visit, filling: Filling) -> str:
    if not filling.draft.id:
        return ""
    day, time = moment(filling.draft.saved, visit.city.timezone, visit.language.locale)
    return visit.language.say(message("Saved on {day} at {time}", day=day, time=time))


def _wrapped(value: object) -> object:
    """Numbers, dates and times as the page script reads them; named parts as mappings."""
    if isinstance(value, Decimal):
        return {"n": f"{value:f}"}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return {"m": value.isoformat("minutes")}
    raise TypeError(f"{type(value).__name__} is no value of an expression")
