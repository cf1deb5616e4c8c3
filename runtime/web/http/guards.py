"""Access to routes: each route declares who may open it, and gets a `RequestContext`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from typing import Literal, cast

from flask import Flask, Response, abort, current_app, g, request

from forms.fields.posts import MOST_TEXTS
from runtime.dataset.records.errors import Unavailable
from runtime.services.identity.secrets import fresh, hashed
from runtime.services.identity.sessions import authenticate
from runtime.services.logs import Event, event, failures, of_account
from runtime.services.user_errors import for_another_business, not_from_here, signed_out, too_large
from runtime.web.http import cookies
from runtime.web.http import csrf as forgery
from runtime.web.http.request_context import RequestContext, WebServices
from runtime.web.http.responses import LONGEST_ADDRESS, relocate
from runtime.web.http.templated_site import TemplatedSite

Access = Literal["anyone", "public", "owner", "demo"]
View = Callable[..., Response]

_UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
_TEXT_POST = "application/x-www-form-urlencoded"


def anyone(view: View) -> View:
    """No session is read: for assets and the health check."""
    return _declared("anyone", view)


def public(view: View) -> View:
    """For signed-in users and guests."""

    @wraps(view)
    def guarded(lang: str, **where: str) -> Response:
        ctx = _arrive(lang, where.get("form", ""))
        _refuse_forgery(ctx)
        return view(ctx, **where)

    return _declared("public", guarded)


def owner(view: View) -> View:
    """For signed-in users; others are asked to sign in and then come back."""
    return owner_or(None)(view)


def owner_or(when_forged: View | None) -> Callable[[View], View]:
    """Like `owner`; ``when_forged`` handles a post with an outdated token, and must write nothing."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(lang: str = "", **where: str) -> Response:
            ctx = _arrive(lang, where.get("form", ""))
            if ctx.session is None:
                return _ask_to_sign_in(ctx)
            if request.method in _UNSAFE and _is_from_here(ctx):
                if _is_for_another(ctx):
                    raise for_another_business()
                if when_forged and not _token_fits(ctx):
                    event(Event.FORGED, why="token")
                    return when_forged(ctx, **where)
            _refuse_forgery(ctx)
            return view(ctx, **where)

        return _declared("owner", guarded)

    return declare


def demo(view: View) -> View:
    """For everybody on demo sites; elsewhere the page does not exist."""

    @wraps(view)
    def guarded(lang: str, **where: str) -> Response:
        ctx = _arrive(lang, "")
        if not ctx.settings.demo:
            abort(404)
        return view(ctx, **where)

    return _declared("demo", guarded)


def undeclared(app: Flask) -> list[str]:
    """The routes without declared access; an application with any must not start."""
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not hasattr(app.view_functions[rule.endpoint], "access")
    ]


def services() -> WebServices:
    """The services of this application."""
    return cast(WebServices, current_app.extensions["onceonly"])


def site_of_request() -> TemplatedSite:
    """The newest edition when the request came in: a page is made from one edition only."""
    if "site" not in g:
        g.site = services().sites.newest()
    return cast(TemplatedSite, g.site)


def context_without_session(lang: str) -> RequestContext:
    """A context that reads no session: for error pages."""
    site = site_of_request()
    language = site.languages.get(lang) or site.languages[site.source_language]
    return RequestContext(services(), site, language, datetime.now(UTC))


def context_anywhere(lang: str) -> RequestContext:
    """A context for an unknown address; includes the session if the dataset answers."""
    ctx = context_without_session(lang)
    try:
        return _with_session(ctx, "") or ctx
    except Unavailable as error:
        event(Event.UNAVAILABLE, errors=failures(error))
        return ctx


def _declared(access: Access, view: View) -> View:
    view.access = access  # type: ignore[attr-defined]  # read by `undeclared` and by tests
    return view


def _arrive(lang: str, form: str) -> RequestContext:
    ctx = context_without_session(lang)
    if lang and lang not in ctx.site.languages:
        abort(404)
    ctx = _with_session(ctx, form) or _as_guest(ctx)
    g.ctx = ctx
    if request.method in _UNSAFE or request.content_length:
        _bound_what_is_sent(ctx)
    return ctx


def _bound_what_is_sent(ctx: RequestContext) -> None:
    if ctx.session is None or request.mimetype == _TEXT_POST or not _asks_for_files(ctx):
        request.max_content_length = ctx.settings.largest_text_post
    _refuse_too_many_texts()


def _asks_for_files(ctx: RequestContext) -> bool:
    """Whether the address is that of a page with a file question."""
    where = request.view_args or {}
    form = ctx.site.form(ctx.language.code, where.get("form", ""))
    pages = (page for page in form.pages if page.name == where.get("page")) if form else ()
    return any(page.takes_files for page in pages)


def _refuse_too_many_texts() -> None:
    # Half a megabyte of separators would become a hundred megabytes of empty strings.
    if request.mimetype == _TEXT_POST and request.get_data().count(b"&") >= MOST_TEXTS:
        raise too_large()


def _with_session(ctx: RequestContext, form: str) -> RequestContext | None:
    cookie = cookies.read(request, ctx.settings, cookies.SESSION)
    if not cookie:
        return None
    cookie_hash = hashed(cookie)
    arrived = authenticate(ctx.services, ctx.site, cookie_hash, form, ctx.now)
    if arrived is None:
        return None
    of_account(arrived.session.account.id)
    return replace(
        ctx,
        actor=arrived.owner,
        csrf_secret=arrived.session.csrf,
        cookie_hash=cookie_hash,
        session=arrived.session,
        draft=arrived.draft,
        facts=arrived.facts,
        proposals=arrived.proposals,
    )


def _as_guest(ctx: RequestContext) -> RequestContext:
    known = cookies.read(request, ctx.settings, cookies.GUEST)
    g.new_guest = "" if known else fresh()
    return replace(ctx, csrf_secret=known or g.new_guest)


def _refuse_forgery(ctx: RequestContext) -> None:
    if request.method in _UNSAFE and not (_is_from_here(ctx) and _token_fits(ctx)):
        event(Event.FORGED, why="token" if _is_from_here(ctx) else "origin")
        raise not_from_here()


def _is_for_another(ctx: RequestContext) -> bool:
    """Whether a post belongs to a page that was opened for another business or account."""
    page_is_for = request.form.get("_for", "")
    return page_is_for not in ("", ctx.owner.business.id)


def _is_from_here(ctx: RequestContext) -> bool:
    return forgery.is_from_here(request, ctx.settings.public_url)


def _token_fits(ctx: RequestContext) -> bool:
    return forgery.is_token(request.form.get("_csrf", ""), ctx.csrf_secret)


def _ask_to_sign_in(ctx: RequestContext) -> Response:
    if request.method != "GET":
        raise signed_out()
    response = relocate(ctx.url("sign-in"))
    if len(request.path) <= LONGEST_ADDRESS:
        cookies.write(response, ctx.settings, cookies.NEXT, request.path)
    return response
