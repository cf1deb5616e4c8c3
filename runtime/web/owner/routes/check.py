"""Checking the answers, sending them, and the receipt."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, request

from runtime.dataset.records.errors import FactsMoved, SentDifferently, StaleDraft
from runtime.dataset.records.submissions import Submission
from runtime.services.facts.known_facts import known_facts
from runtime.services.filling.form_state import FormState
from runtime.services.filling.review import ReviewedAnswer, conflicts, decide, review_answers
from runtime.services.filling.saving import newest, save
from runtime.services.submissions.sending import send, send_again
from runtime.services.submissions.submissions import last_reference, submission
from runtime.services.user_errors import no_such_draft, sent_differently
from runtime.web.http.guards import owner
from runtime.web.http.request_context import RequestContext
from runtime.web.http.responses import redirect_to, screen
from runtime.web.http.template_values import Link
from runtime.web.owner.check_context import check_context, submission_context
from runtime.web.owner.page_context import conflict_links
from runtime.web.owner.routes.form_pages import state_of
from runtime.web.owner.sent_context import sent_page
from runtime.web.owner.start_context import next_url

check = Blueprint("check", __name__)


@check.get("/<lang>/forms/<form>/check")
@owner
def show_check(ctx: RequestContext, form: str) -> Response:
    """All answers before sending; after sending, the same address leads to the receipt."""
    state = state_of(ctx, form)
    if not state.draft.id and (reference := last_reference(ctx, form)):
        return redirect_to(ctx, ctx.url("submissions", reference), say="sent-before")
    if state.route.first_open:
        return redirect_to(ctx, next_url(ctx, state))
    return _shown(ctx, state, review_answers(state))


@check.post("/<lang>/forms/<form>/check")
@owner
def send_form(ctx: RequestContext, form: str) -> Response:
    """Send the form, exactly once even if the post is repeated."""
    draft, _, revision = request.form.get("_key", "").partition(".")
    number = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 16 else -1
    state = state_of(ctx, form)
    if not draft or draft != state.draft.id:
        return _sent_again(ctx, state, draft, number)
    state = decide(state, request.form)
    reviewed = review_answers(state)
    if state.draft.revision != number:
        return _moved_on(ctx, state)
    if state.route.first_open or conflicts(reviewed):
        return _decide_first(ctx, state, 422)
    return _sent(ctx, state, reviewed, number)


@check.get("/<lang>/submissions")
@owner
def show_submissions(ctx: RequestContext) -> Response:
    """All submissions of the business, newest first, in pages."""
    return screen(ctx, "submissions", sent_page(ctx, request.args.get("page", 1, type=int)))


@check.get("/<lang>/submissions/<reference>")
@owner
def show_submission(ctx: RequestContext, reference: str) -> Response:
    """A submission as it was sent; right after sending, with thanks."""
    sent = submission(ctx, reference)
    template = "sent" if "sent" in request.args else "submission"
    return screen(ctx, template, submission_context(ctx, sent))


def _sent(
    ctx: RequestContext, state: FormState, reviewed: tuple[ReviewedAnswer, ...], revision: int
) -> Response:
    try:
        return _receipt(ctx, send(ctx, state, reviewed, revision))
    except SentDifferently:
        raise sent_differently() from None
    except StaleDraft:
        return _moved_on(ctx, newest(ctx, state))
    except FactsMoved:
        return _decide_first(ctx, state.with_facts(known_facts(ctx)), 409)


def _sent_again(ctx: RequestContext, state: FormState, draft: str, revision: int) -> Response:
    try:
        sent = send_again(ctx, state.form, draft, revision)
    except SentDifferently:
        raise sent_differently() from None
    if sent is None:
        raise no_such_draft()
    return _receipt(ctx, sent)


def _moved_on(ctx: RequestContext, state: FormState) -> Response:
    """Show the check page again: another window has changed the answers since."""
    return redirect_to(ctx, next_url(ctx, state), say="changed-elsewhere")


def _decide_first(ctx: RequestContext, state: FormState, status: int) -> Response:
    """Ask for a decision on conflicts; earlier choices are kept."""
    try:
        state = save(ctx, state)
    except StaleDraft:
        return _moved_on(ctx, newest(ctx, state))
    if state.route.first_open:
        return _moved_on(ctx, state)
    reviewed = review_answers(state)
    return _shown(ctx, state, reviewed, status=status, errors=conflict_links(ctx, conflicts(reviewed)))


def _receipt(ctx: RequestContext, sent: Submission) -> Response:
    return redirect_to(ctx, ctx.url("submissions", sent.reference) + "?sent")


def _shown(
    ctx: RequestContext,
    state: FormState,
    reviewed: tuple[ReviewedAnswer, ...],
    *,
    status: int = 200,
    errors: Sequence[Link] = (),
) -> Response:
    context = check_context(ctx, state, reviewed, errors)
    return screen(ctx, "check", context, http=status)
