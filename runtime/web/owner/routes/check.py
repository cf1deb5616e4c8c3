"""Checking the answers, sending them, and the receipt."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, request

from runtime.dataset import FactsMoved, SentDifferently, StaleDraft, Submission
from runtime.services.filling.form_state import Filling
from runtime.services.filling.review import Judged, conflicts, decide, judge_all
from runtime.services.filling.saving import newest, save
from runtime.services.submissions.sending import send, send_again
from runtime.services.user_errors import no_such_draft, no_such_submission, sent_differently
from runtime.web.http.guards import owner
from runtime.web.http.request_context import Visit
from runtime.web.http.responses import go, screen
from runtime.web.http.template_values import Link
from runtime.web.owner.check_context import check_context, submission_context
from runtime.web.owner.page_context import conflict_links
from runtime.web.owner.routes.form_pages import filling_of
from runtime.web.owner.sent_context import sent_page
from runtime.web.owner.start_context import next_url

check = Blueprint("check", __name__)


@check.get("/<lang>/forms/<form>/check")
@owner
def show_check(visit: Visit, form: str) -> Response:
    """All answers, before anything is sent; after sending, the Back button finds the receipt here."""
    filling = filling_of(visit, form)
    if not filling.draft.id and (reference := _last_reference(visit, form)):
        return go(visit, visit.url("submissions", reference), say="sent-before")
    if filling.route.first_open:
        return go(visit, next_url(visit, filling))
    return _shown(visit, filling, judge_all(filling))


@check.post("/<lang>/forms/<form>/check")
@owner
def send_form(visit: Visit, form: str) -> Response:
    """Send the form, exactly once however often this arrives."""
    draft, _, revision = request.form.get("_key", "").partition(".")
    number = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 16 else -1
    filling = filling_of(visit, form)
    if not draft or draft != filling.draft.id:
        return _sent_again(visit, filling, draft, number)
    filling = decide(filling, request.form)
    judged = judge_all(filling)
    if filling.draft.revision != number:
        return _moved_on(visit, filling)
    if filling.route.first_open or conflicts(judged):
        return _decide_first(visit, filling, 422)
    return _sent(visit, filling, judged, number)


@check.get("/<lang>/submissions")
@owner
def show_submissions(visit: Visit) -> Response:
    """Everything that the business has sent, the newest first, in pages."""
    return screen(visit, "submissions", sent_page(visit, request.args.get("page", 1, type=int)))


@check.get("/<lang>/submissions/<reference>")
@owner
def show_submission(visit: Visit, reference: str) -> Response:
    """What was sent, as it was sent; right after sending, with thanks."""
    sent = own_submission(visit, reference)
    template = "sent" if "sent" in request.args else "submission"
    return screen(visit, template, submission_context(visit, sent))


def own_submission(visit: Visit, reference: str) -> Submission:
    """A submission of the business acted for; refuses all others as if there were none."""
    sent = visit.store.submissions.get(reference)
    if sent is None or sent.business != visit.owner.business.id:
        raise no_such_submission()
    return sent


def _sent(visit: Visit, filling: Filling, judged: tuple[Judged, ...], revision: int) -> Response:
    try:
        return _receipt(visit, send(visit, filling, judged, revision))
    except SentDifferently:
        raise sent_differently() from None
    except StaleDraft:
        return _moved_on(visit, newest(visit, filling))
    except FactsMoved:
        return _decide_first(visit, filling.with_facts(visit.known_facts()), 409)


def _sent_again(visit: Visit, filling: Filling, draft: str, revision: int) -> Response:
    sent = visit.store.submissions.of_draft(draft) if draft else None
    if sent is None or sent.account != visit.owner.account.id:
        raise no_such_draft()
    try:
        return _receipt(visit, send_again(visit, filling.form, draft, revision))
    except SentDifferently:
        raise sent_differently() from None


def _moved_on(visit: Visit, filling: Filling) -> Response:
    """The answers changed in another window after this check page was made: check them again."""
    return go(visit, next_url(visit, filling), say="changed-elsewhere")


def _decide_first(visit: Visit, filling: Filling, status: int) -> Response:
    """Show what somebody else said meanwhile; choices made so far are kept."""
    try:
        filling = save(visit, filling)
    except StaleDraft:
        return _moved_on(visit, newest(visit, filling))
    if filling.route.first_open:
        return _moved_on(visit, filling)
    judged = judge_all(filling)
    return _shown(visit, filling, judged, status=status, problems=conflict_links(visit, conflicts(judged)))


def _receipt(visit: Visit, sent: Submission) -> Response:
    return go(visit, visit.url("submissions", sent.reference) + "?sent")


def _last_reference(visit: Visit, form: str) -> str | None:
    owner = visit.owner
    return visit.store.submissions.last_reference(owner.account.id, owner.business.id, form)


def _shown(
    visit: Visit,
    filling: Filling,
    judged: tuple[Judged, ...],
    *,
    status: int = 200,
    problems: Sequence[Link] = (),
) -> Response:
    context = check_context(visit, filling, judged, problems)
    return screen(visit, "check", context, http=status)
