"""What the page where a form begins shows: how much is known, and the pages with their states."""

from __future__ import annotations

from forms.model.route import Stop
from forms.pages.questions import FormState, PageState, StateName
from runtime.deadlines import days_left
from runtime.filling import Filling
from runtime.overview import counted
from runtime.visit import Visit


def form_state(visit: Visit, filling: Filling) -> FormState:
    """The state of one form for whoever looks at it, signed in or not."""
    found = counted(filling)
    return {
        "known": found.known,
        "asked": found.asked,
        "minutes": found.minutes,
        "days_left": days_left(visit, filling.form.name),
        "pages": [_page_entry(visit, filling, stop) for stop in filling.route.stops],
        "draft": bool(filling.draft.id),
        "continue_url": next_url(visit, filling),
        "discard_url": visit.url("forms", filling.form.name, "discard") if filling.draft.id else "",
    }


def next_url(visit: Visit, filling: Filling) -> str:
    """The first page that is not done, or the check of the whole form."""
    stop = filling.route.first_open
    return visit.url("forms", filling.form.name, stop.page.name if stop else "check")


def after_url(visit: Visit, filling: Filling, page: str) -> str:
    """Where a page leads once it is done: to the page after it, or to the check when nothing is open."""
    after = filling.route.after(page)
    if after is None or filling.route.first_open is None:
        return next_url(visit, filling)
    return visit.url("forms", filling.form.name, after.page.name)


def _page_entry(visit: Visit, filling: Filling, stop: Stop) -> PageState:
    name = stop.page.name
    reachable = filling.route.may_see(name)
    return {
        "name": name,
        "title": stop.page.title,
        "url": visit.url("forms", filling.form.name, name) if reachable else "",
        "state": _state(filling, stop),
    }


def _state(filling: Filling, stop: Stop) -> StateName:
    if stop.done:
        return "done"
    if stop.page.name in filling.draft.typed or stop.page.name in filling.draft.done:
        return "begun"
    if stop.problems:  # a known row may lack a column that another form did not ask for
        return "new"
    asked = [field for field in stop.fields if field.asks]
    return "known" if asked and all(filling.known(field) for field in asked) else "new"
