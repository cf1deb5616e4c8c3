"""Filling in a form: start page, pages, and discarding a draft."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response

from forms.model.form import Form, Page
from forms.model.route import Stop
from forms.pages.questions import DiscardPage, StartPage
from forms.text.messages import Message, message
from runtime.dataset.records.errors import NoRoom
from runtime.dataset.records.submissions import Submission
from runtime.services.filling.answer_errors import AnswerErrors
from runtime.services.filling.drafts import discard_draft, draft_of
from runtime.services.filling.files import UploadBatch, receiving_uploads, with_stored_files
from runtime.services.filling.form_state import FormState, build_state, new_draft
from runtime.services.filling.post import Post, apply_list_action
from runtime.services.filling.saving import PageResult, evaluate_page, save_page
from runtime.services.filling.unsaved_input import parse_post, preview_state, restore_post
from runtime.services.logs import Event, event, failures
from runtime.services.submissions.late_post import late_answers
from runtime.services.submissions.submissions import sent_by_account, submission_of_draft
from runtime.services.user_errors import no_room_for_files, no_such_draft, no_such_page
from runtime.web.http.guards import owner, owner_or, public
from runtime.web.http.posted import posted_files, posted_texts
from runtime.web.http.request_context import RequestContext
from runtime.web.http.responses import cached_screen, redirect_to, screen, screen_from_cache
from runtime.web.http.template_values import Link
from runtime.web.owner.late_post_context import late_post_context
from runtime.web.owner.page_context import page_context
from runtime.web.owner.start_context import after_url, form_state, next_url

form_pages = Blueprint("form_pages", __name__)


@form_pages.get("/<lang>/forms/<form>")
@public
def show_start(ctx: RequestContext, form: str) -> Response:
    """The purpose of a form, how much of it is known, and its pages."""
    state = form_state(ctx, state_of(ctx, form))
    return screen(ctx, f"forms/{form}.start", StartPage(form_state=state))


@form_pages.get("/<lang>/forms/<form>/<page>")
@owner
def show_page(ctx: RequestContext, form: str, page: str) -> Response:
    """One page, filled with answers and known facts."""
    if kept := screen_from_cache(ctx):
        return kept
    state = state_of(ctx, form)
    found = _page(state, page)
    if not state.route.may_see(page):
        return redirect_to(ctx, next_url(ctx, state))
    post = restore_post(state, found, ctx.language)
    if post:
        state = preview_state(state, found, post, ctx.language)
    return _shown(ctx, state, found, post=post)


def show_typed_again(ctx: RequestContext, form: str, page: str) -> Response:
    """Handle a post with an outdated token: nothing is saved, and the typed text is shown again."""
    state = state_of(ctx, form)
    found = _page(state, page)
    post = parse_post(state, found, posted_texts(), ctx.language)
    post = replace(with_stored_files(state, found, post, ctx.language), saved=False)
    reviewed = evaluate_page(ctx, state, found, post)
    shown = replace(reviewed.state, draft=state.draft)
    text = message("This page was open for too long and was not saved. Look it over and send it again.")
    return _shown(ctx, shown, found, post=reviewed.post, above=text, status=403)


@form_pages.post("/<lang>/forms/<form>/<page>")
@owner_or(show_typed_again)
def post_page(ctx: RequestContext, form: str, page: str) -> Response:
    """Save a page, and continue as its button says."""
    state = state_of(ctx, form)
    if page not in {each.name for each in state.form.pages}:  # it was there when the browser opened it
        return redirect_to(ctx, next_url(ctx, state), say="form-changed")
    found = _page(state, page)
    post = parse_post(state, found, posted_texts(), ctx.language)
    if sent := _sent_before(ctx, state, post):
        return _late_post(ctx, state.form, found, post, sent)
    post = with_stored_files(state, found, apply_list_action(found, post), ctx.language)
    with receiving_uploads(ctx) as arrivals:
        return _page_taken(ctx, state, found, post, arrivals)


def _page_taken(
    ctx: RequestContext, state: FormState, page: Page, post: Post, arrivals: UploadBatch
) -> Response:
    may_see = state.route.may_see(page.name)
    outdated = post.lacks_questions(state.form)
    accept = may_see and post.button in ("continue", "save") and not outdated
    try:
        post, refused = arrivals.receive(page, post, posted_files())
    except NoRoom as full:
        event(Event.UNAVAILABLE, errors=failures(full))
        result = save_page(ctx, state, page, post, accept=False)
        if result.conflicting:  # nothing of this window was saved, so only this page holds what was typed
            return _shown(ctx, result.state, page, post=result.post, errors=result.errors, status=409)
        raise no_room_for_files() from None
    result = save_page(ctx, state, page, post, refused, accept=accept)
    if result.conflicting:  # whichever button it was, only this page holds what was typed
        return _shown(ctx, result.state, page, post=result.post, errors=result.errors, status=409)
    if refused:  # likewise: no page shows a file again
        return _shown(ctx, result.state, page, post=result.post, errors=result.errors, status=422)
    if outdated:
        text = message("This page has changed since you opened it. Look it over and send it again.")
        return _shown(ctx, result.state, page, post=result.post, errors=result.errors, above=text, status=409)
    return (
        _answer(ctx, result, page, result.post) if may_see else redirect_to(ctx, next_url(ctx, result.state))
    )


@form_pages.get("/<lang>/forms/<form>/discard")
@owner
def ask_to_discard(ctx: RequestContext, form: str) -> Response:
    """Ask for confirmation before discarding."""
    back = ctx.url("forms", form)
    context = DiscardPage(title=ctx.form(form).title, back=back, action=f"{back}/discard")
    return screen(ctx, "discard", context)


@form_pages.post("/<lang>/forms/<form>/discard")
@owner
def discard(ctx: RequestContext, form: str) -> Response:
    """Delete the open draft of a form."""
    ctx.form(form)
    if ctx.draft:
        discard_draft(ctx, ctx.draft)
    return redirect_to(ctx, ctx.url(""), say="discarded")


@form_pages.get("/<lang>/drafts/<draft>")
@owner
def resume(ctx: RequestContext, draft: str) -> Response:
    """Continue a draft at its first open page; a sent one leads to its receipt."""
    if found := draft_of(ctx, draft):
        return redirect_to(ctx, ctx.url("forms", found.form))
    if sent := submission_of_draft(ctx, draft):
        return redirect_to(ctx, ctx.url("submissions", sent.reference))
    raise no_such_draft()


def state_of(ctx: RequestContext, name: str) -> FormState:
    """The state of the form in the address."""
    form = ctx.form(name)
    account, business = (ctx.owner.account.id, ctx.owner.business.id) if ctx.session else ("", "")
    draft = ctx.draft or new_draft(account, business, form, ctx.language.code)
    return build_state(form, draft, ctx.facts, ctx.today)


def _answer(ctx: RequestContext, result: PageResult, page: Page, post: Post) -> Response:
    form = result.state.form.name
    if post.button == "save":
        return redirect_to(ctx, ctx.url(""), say="saved")
    if post.button == "language":
        language = post.about if post.about in ctx.site.languages else ctx.language.code
        return redirect_to(ctx, f"/{language}/forms/{form}/{page.name}")
    if post.button in ("add", "remove"):
        return redirect_to(ctx, ctx.url("forms", form, page.name) + f"#{post.about.partition('.')[0]}-field")
    if result.errors:
        return _shown(ctx, result.state, page, post=post, errors=result.errors, status=422)
    return redirect_to(ctx, after_url(ctx, result.state, page.name))


def _page(state: FormState, name: str) -> Page:
    page = next((page for page in state.form.pages if page.name == name), None)
    if page is None:
        raise no_such_page()
    return page


def _sent_before(ctx: RequestContext, state: FormState, post: Post) -> Submission | None:
    """The submission of the page's draft, when the user went back to a page of a sent form."""
    if not post.draft or post.draft == state.draft.id:
        return None
    return sent_by_account(ctx, post.draft)


def _late_post(ctx: RequestContext, form: Form, page: Page, post: Post, sent: Submission) -> Response:
    late = late_answers(ctx, form, page, post, posted_files(), sent)
    if not late:
        return redirect_to(ctx, ctx.url("submissions", sent.reference), say="sent-before")
    return screen(ctx, "too_late", late_post_context(ctx, form, page, late, sent), http=409)


def _shown(
    ctx: RequestContext,
    state: FormState,
    page: Page,
    *,
    post: Post | None,
    errors: AnswerErrors | None = None,
    above: Message | None = None,
    status: int = 200,
) -> Response:
    stop = state.route.stop(page.name) or _off_route(page, post)
    template = f"forms/{state.form.name}.{page.name}"
    if post is None and not errors and not above:
        return cached_screen(ctx, template, page_context(ctx, state, stop))
    context = page_context(ctx, state, stop, post, errors)
    if above:
        context["error_links"] = [Link("", ctx.language.say(above)), *context["error_links"]]
    return screen(ctx, template, context, http=status)


def _off_route(page: Page, post: Post | None) -> Stop:
    """A page that is no longer on the route because of changes in another window; typed text is shown."""
    sent = post.fields if post else {}
    typed = {name for name, parts in sent.items() if any(text for texts in parts.values() for text in texts)}
    fields = tuple(field for field in page.fields if field.show_if is None or field.name in typed)
    return Stop(page, fields, {}, done=False)
