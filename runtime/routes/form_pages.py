"""Filling in a form: its start, its pages, and leaving it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request

from forms.model.form import Form, Page
from forms.model.route import Stop
from forms.pages.questions import DiscardPage, StartPage
from forms.text.messages import Message, message
from runtime.access import owner, owner_or, public
from runtime.answering import go, kept_screen, screen, screen_to_keep
from runtime.context import Link
from runtime.controls import Problems
from runtime.dataset import NoRoom, Submission
from runtime.files import Arrivals, arriving, with_held
from runtime.filling import Filling, fill_in, new_draft
from runtime.logs import Event, event, failures
from runtime.page_context import page_context
from runtime.posting import Post, press
from runtime.refusals import no_room_for_files, no_such_draft, no_such_page
from runtime.saving import Taken, judge, take_page
from runtime.start_context import after_url, form_state, next_url
from runtime.too_late import too_late
from runtime.typed import as_typed, typed_before, typed_now
from runtime.visit import Visit

form_pages = Blueprint("form_pages", __name__)


@form_pages.get("/<lang>/forms/<form>")
@public
def show_start(visit: Visit, form: str) -> Response:
    """What a form is for, what of it is known, and its pages."""
    state = form_state(visit, filling_of(visit, form))
    return screen(visit, f"forms/{form}.start", StartPage(form_state=state))


@form_pages.get("/<lang>/forms/<form>/<page>")
@owner
def show_page(visit: Visit, form: str, page: str) -> Response:
    """One page, filled with what was answered and what the city knows."""
    if kept := kept_screen(visit):
        return kept
    filling = filling_of(visit, form)
    found = _page(filling, page)
    if not filling.route.may_see(page):
        return go(visit, next_url(visit, filling))
    post = typed_before(filling, found, visit.language)
    if post:
        filling = as_typed(filling, found, post, visit.language)
    return _shown(visit, filling, found, post=post)


def show_typed_again(visit: Visit, form: str, page: str) -> Response:
    """A post whose token is out of date: nothing is saved, nothing typed is lost."""
    filling = filling_of(visit, form)
    found = _page(filling, page)
    post = typed_now(filling, found, request.form, visit.language)
    post = replace(with_held(filling, found, post, visit.language), saved=False)
    judged = judge(visit, filling, found, post)
    shown = replace(judged.filling, draft=filling.draft)
    text = message("This page was open for too long and was not saved. Look it over and send it again.")
    return _shown(visit, shown, found, post=judged.post, above=text, status=403)


@form_pages.post("/<lang>/forms/<form>/<page>")
@owner_or(show_typed_again)
def take(visit: Visit, form: str, page: str) -> Response:
    """Take a page in, and go where its button says."""
    filling = filling_of(visit, form)
    found = _page(filling, page)
    post = typed_now(filling, found, request.form, visit.language)
    if sent := _sent_before(visit, filling, post):
        return _too_late(visit, filling.form, found, post, sent)
    post = with_held(filling, found, press(found, post), visit.language)
    with arriving(visit) as arrivals:
        return _taken(visit, filling, found, post, arrivals)


def _taken(visit: Visit, filling: Filling, page: Page, post: Post, arrivals: Arrivals) -> Response:
    may_see = filling.route.may_see(page.name)
    accept = may_see and post.button in ("continue", "save")
    try:
        post, refused = arrivals.receive(page, post, request.files)
    except NoRoom as full:
        event(Event.UNAVAILABLE, errors=failures(full))
        taken = take_page(visit, filling, page, post, accept=False)
        if taken.clashed:  # nothing of this window was saved: it alone holds what she typed
            return _shown(visit, taken.filling, page, post=taken.post, problems=taken.problems, status=409)
        raise no_room_for_files() from None
    taken = take_page(visit, filling, page, post, refused, accept=accept)
    if taken.clashed:  # whichever button it was: this page alone holds what she typed
        return _shown(visit, taken.filling, page, post=taken.post, problems=taken.problems, status=409)
    if refused:  # likewise: no page brings a file again
        return _shown(visit, taken.filling, page, post=taken.post, problems=taken.problems, status=422)
    return _answer(visit, taken, page, taken.post) if may_see else go(visit, next_url(visit, taken.filling))


@form_pages.get("/<lang>/forms/<form>/discard")
@owner
def ask_to_discard(visit: Visit, form: str) -> Response:
    """Ask before anything is lost."""
    back = visit.url("forms", form)
    context = DiscardPage(title=visit.form(form).title, back=back, action=f"{back}/discard")
    return screen(visit, "discard", context)


@form_pages.post("/<lang>/forms/<form>/discard")
@owner
def discard(visit: Visit, form: str) -> Response:
    """Forget the open draft of a form."""
    visit.form(form)
    if visit.draft:
        visit.store.drafts.discard(visit.draft.id)
    return go(visit, visit.url(""), say="discarded")


@form_pages.get("/<lang>/drafts/<draft>")
@owner
def resume(visit: Visit, draft: str) -> Response:
    """Continue a draft where it was left; one that was sent leads to its receipt."""
    found = visit.store.drafts.get(draft)
    mine = (visit.owner.account.id, visit.owner.business.id)
    if found and (found.account, found.business) == mine:
        return go(visit, visit.url("forms", found.form))
    sent = visit.store.submissions.of_draft(draft)
    if sent and (sent.account, sent.business) == mine:
        return go(visit, visit.url("submissions", sent.reference))
    raise no_such_draft()


def filling_of(visit: Visit, name: str) -> Filling:
    """The form in the address, filled as far as it is."""
    form = visit.form(name)
    account, business = (visit.owner.account.id, visit.owner.business.id) if visit.session else ("", "")
    draft = visit.draft or new_draft(account, business, form, visit.language.code)
    return fill_in(form, draft, visit.facts, visit.today)


def _answer(visit: Visit, taken: Taken, page: Page, post: Post) -> Response:
    form = taken.filling.form.name
    if post.button == "save":
        return go(visit, visit.url(""), say="saved")
    if post.button == "language":
        language = post.about if post.about in visit.edition.languages else visit.language.code
        return go(visit, f"/{language}/forms/{form}/{page.name}")
    if post.button in ("add", "remove"):
        return go(visit, visit.url("forms", form, page.name) + f"#{post.about.partition('.')[0]}-field")
    if taken.problems:
        return _shown(visit, taken.filling, page, post=post, problems=taken.problems, status=422)
    return go(visit, after_url(visit, taken.filling, page.name))


def _page(filling: Filling, name: str) -> Page:
    page = next((page for page in filling.form.pages if page.name == name), None)
    if page is None:
        raise no_such_page()
    return page


def _sent_before(visit: Visit, filling: Filling, post: Post) -> Submission | None:
    """The submission that the page's draft has become: somebody went back to a page of a sent form."""
    if not post.draft or post.draft == filling.draft.id:
        return None
    sent = visit.store.submissions.of_draft(post.draft)
    return sent if sent and sent.account == visit.owner.account.id else None


def _too_late(visit: Visit, form: Form, page: Page, post: Post, sent: Submission) -> Response:
    told = too_late(visit, form, page, post, request.files, sent)
    if told is None:
        return go(visit, visit.url("submissions", sent.reference), say="sent-before")
    return screen(visit, "too_late", told, http=409)


def _shown(
    visit: Visit,
    filling: Filling,
    page: Page,
    *,
    post: Post | None,
    problems: Problems | None = None,
    above: Message | None = None,
    status: int = 200,
) -> Response:
    stop = filling.route.stop(page.name) or _off_route(page, post)
    template = f"forms/{filling.form.name}.{page.name}"
    if post is None and not problems and not above:
        return screen_to_keep(visit, template, page_context(visit, filling, stop))
    context = page_context(visit, filling, stop, post, problems)
    if above:
        context["problems"] = [Link("", visit.language.say(above))]
    return screen(visit, template, context, http=status)


def _off_route(page: Page, post: Post | None) -> Stop:
    """A page to which the answers, changed in another window, no longer lead: what was typed is shown."""
    sent = post.fields if post else {}
    typed = {name for name, parts in sent.items() if any(text for texts in parts.values() for text in texts)}
    fields = tuple(field for field in page.fields if field.show_if is None or field.name in typed)
    return Stop(page, fields, {}, done=False)
