"""The template values of a form's start page: how much is known, and the states of its pages."""

from __future__ import annotations

from forms.model.route import Stop
from forms.pages.questions import FormProgress, PageProgress, StateName
from runtime.services.filling.form_state import FormState
from runtime.services.filling.overview import progress_of
from runtime.web.http.request_context import RequestContext
from runtime.web.owner.deadlines import days_left


def form_state(ctx: RequestContext, state: FormState) -> FormProgress:
    """The progress of one form, for owners and guests."""
    found = progress_of(state)
    return {
        "known": found.known,
        "asked": found.asked,
        "minutes": found.minutes,
        "days_left": days_left(ctx, state.form.name),
        "pages": [_page_entry(ctx, state, stop) for stop in state.route.stops],
        "draft": bool(state.draft.id),
        "continue_url": next_url(ctx, state),
        "discard_url": ctx.url("forms", state.form.name, "discard") if state.draft.id else "",
    }


def next_url(ctx: RequestContext, state: FormState) -> str:
    """The first page that is not done, or the check page."""
    stop = state.route.first_open
    return ctx.url("forms", state.form.name, stop.page.name if stop else "check")


def after_url(ctx: RequestContext, state: FormState, page: str) -> str:
    """The address after a page is done: the next page, or the check page when nothing is open."""
    after = state.route.after(page)
    if after is None or state.route.first_open is None:
        return next_url(ctx, state)
    return ctx.url("forms", state.form.name, after.page.name)


def _page_entry(ctx: RequestContext, state: FormState, stop: Stop) -> PageProgress:
    name = stop.page.name
    reachable = state.route.may_see(name)
    return {
        "name": name,
        "title": stop.page.title,
        "url": ctx.url("forms", state.form.name, name) if reachable else "",
        "state": _state(state, stop),
    }


def _state(state: FormState, stop: Stop) -> StateName:
    if stop.done:
        return "done"
    if stop.page.name in state.draft.typed or stop.page.name in state.draft.done:
        return "begun"
    if stop.errors:  # a known row may lack a column that only this form asks for
        return "new"
    asked = [field for field in stop.fields if field.asks]
    return "known" if asked and all(state.known(field) for field in asked) else "new"
