"""Who may enter: every route declares its access here, and gets a `Visit` for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Literal, cast

from flask import Flask, Response, abort, current_app, g, request

from forms.fields.posts import MOST_TEXTS
from runtime import cookies, forgery
from runtime.answering import LONGEST_ADDRESS, relocate
from runtime.dataset import PageState, Session, Unavailable
from runtime.logs import Event, event, failures, of_account
from runtime.parties import with_shared
from runtime.refusals import for_another_business, not_from_here, signed_out, too_large
from runtime.sessions import over
from runtime.visit import Service, Visit

Access = Literal["anyone", "public", "owner", "demo"]
View = Callable[..., Response]

_UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
_TOUCH = timedelta(minutes=1)
_TEXT_POST = "application/x-www-form-urlencoded"


def anyone(view: View) -> View:
    """No visit at all: assets and health, which know nobody."""
    return _declared("anyone", view)


def public(view: View) -> View:
    """Signed in or not."""

    @wraps(view)
    def guarded(lang: str, **where: str) -> Response:
        visit = _arrive(lang, where.get("form", ""))
        _refuse_forgery(visit)
        return view(visit, **where)

    return _declared("public", guarded)


def owner(view: View) -> View:
    """Signed in only; others are asked to sign in and come back."""
    return owner_or(None)(view)


def owner_or(when_forged: View | None) -> Callable[[View], View]:
    """Like `owner`; ``when_forged`` answers a post with an outdated token, and must write nothing."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(lang: str = "", **where: str) -> Response:
            visit = _arrive(lang, where.get("form", ""))
            if visit.session is None:
                return _ask_to_sign_in(visit)
            if request.method in _UNSAFE and _is_from_here(visit):
                if _is_for_another(visit):
                    raise for_another_business()
                if when_forged and not _token_fits(visit):
                    event(Event.FORGED, why="token")
                    return when_forged(visit, **where)
            _refuse_forgery(visit)
            return view(visit, **where)

        return _declared("owner", guarded)

    return declare


def demo(view: View) -> View:
    """For everybody, in demos; anywhere else there is no such page."""

    @wraps(view)
    def guarded(lang: str, **where: str) -> Response:
        visit = _arrive(lang, "")
        if not visit.settings.demo:
            abort(404)
        return view(visit, **where)

    return _declared("demo", guarded)


def undeclared(app: Flask) -> list[str]:
    """The routes that nobody declared access for: an application with any must not start."""
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access")
    ]


def service() -> Service:
    """What the application was wired with."""
    return cast(Service, current_app.extensions["onceonly"])


def visit_without_session(lang: str) -> Visit:
    """A visit that looks nobody up: for pages that say what went wrong."""
    edition = service().editions.newest()
    language = edition.languages.get(lang) or edition.languages[edition.source_language]
    return Visit(service(), edition, language, datetime.now(UTC), csrf_secret="")


def visit_anywhere(lang: str) -> Visit:
    """A visit to an address that leads nowhere: who is signed in stays so, as far as the store can tell."""
    visit = visit_without_session(lang)
    try:
        return _with_session(visit, "") or visit
    except Unavailable as error:
        event(Event.UNAVAILABLE, errors=failures(error))
        return visit


def _declared(access: Access, view: View) -> View:
    view.access = access  # type: ignore[attr-defined]  # read by `undeclared` and by tests
    return view


def _arrive(lang: str, form: str) -> Visit:
    visit = visit_without_session(lang)
    if lang and lang not in visit.edition.languages:
        abort(404)
    visit = _with_session(visit, form) or _as_guest(visit)
    g.visit = visit
    if request.method in _UNSAFE or request.content_length:
        _bound_what_is_sent(visit)
    return visit


def _bound_what_is_sent(visit: Visit) -> None:
    if visit.session is None or request.mimetype == _TEXT_POST or not _asks_for_files(visit):
        request.max_content_length = visit.settings.largest_text_post
    _refuse_too_many_texts()


def _asks_for_files(visit: Visit) -> bool:
    """Whether the address is that of a page with a question for files."""
    where = request.view_args or {}
    form = visit.edition.form(visit.language.code, where.get("form", ""))
    pages = (page for page in form.pages if page.name == where.get("page")) if form else ()
    return any(page.takes_files for page in pages)


def _refuse_too_many_texts() -> None:
    # Half a megabyte of nothing but separators would become a hundred megabytes of empty texts.
    if request.mimetype == _TEXT_POST and request.get_data().count(b"&") >= MOST_TEXTS:
        raise too_large()


def _with_session(visit: Visit, form: str) -> Visit | None:
    cookie = cookies.read(request, visit.settings, cookies.SESSION)
    if not cookie:
        return None
    cookie_hash = cookies.hashed(cookie)
    state = _state(visit, cookie_hash, form)
    if state is None or not _still_open(visit, cookie_hash, state.session):
        return None
    of_account(state.session.account.id)
    return Visit(
        visit.service,
        visit.edition,
        visit.language,
        visit.now,
        csrf_secret=state.session.csrf,
        cookie_hash=cookie_hash,
        session=state.session,
        draft=state.draft,
        facts=with_shared(visit.store.facts.current, state.session, visit.edition, state.facts),
        proposals=with_shared(visit.store.facts.proposals, state.session, visit.edition, state.proposals),
    )


def _state(visit: Visit, cookie_hash: str, form: str) -> PageState | None:
    if form:
        return visit.store.drafts.page_state(cookie_hash, form)
    session = visit.store.identity.session(cookie_hash)
    return PageState(session, None, {}) if session else None


def _still_open(visit: Visit, cookie_hash: str, session: Session) -> bool:
    why = over(visit.settings, visit.now, session)
    if why:
        event(Event.SESSION_EXPIRED, about=session.account.id, why=why)
    if why == "clock":
        _close(visit, cookie_hash)  # for good: once the clock has caught up nobody could tell
    if why:
        return False  # nothing else to write: the row is cleared later
    if visit.now - session.seen > _TOUCH:
        visit.store.identity.touch_session(cookie_hash, visit.now)
    return True


def _close(visit: Visit, cookie_hash: str) -> None:
    with suppress(Unavailable):  # refused all the same, as long as the clock says so
        visit.store.identity.close_session(cookie_hash)


def _as_guest(visit: Visit) -> Visit:
    known = cookies.read(request, visit.settings, cookies.GUEST)
    g.new_guest = "" if known else cookies.fresh()
    return replace(visit, csrf_secret=known or g.new_guest)


def _refuse_forgery(visit: Visit) -> None:
    if request.method in _UNSAFE and not (_is_from_here(visit) and _token_fits(visit)):
        event(Event.FORGED, why="token" if _is_from_here(visit) else "origin")
        raise not_from_here()


def _is_for_another(visit: Visit) -> bool:
    """Whether a post comes from a page that was opened for another business or by another account."""
    page_is_for = request.form.get("_for", "")
    return page_is_for not in ("", visit.owner.business.id)


def _is_from_here(visit: Visit) -> bool:
    return forgery.is_from_here(request, visit.settings.public_url)


def _token_fits(visit: Visit) -> bool:
    return forgery.is_token(request.form.get("_csrf", ""), visit.csrf_secret)


def _ask_to_sign_in(visit: Visit) -> Response:
    if request.method != "GET":
        raise signed_out()
    response = relocate(visit.url("sign-in"))
    if len(request.path) <= LONGEST_ADDRESS:
        cookies.write(response, visit.settings, cookies.NEXT, request.path)
    return response
