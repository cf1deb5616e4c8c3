"""Rendering pages: the context that all templates share, and how responses are made."""

from __future__ import annotations

import secrets
from collections.abc import Hashable, Mapping
from types import MappingProxyType
from urllib.parse import quote

from flask import Response, g, request
from jinja2 import Template

from forms.pages.every_page import EveryPage, LanguageLink
from forms.pages.screens import ExplainedPage
from forms.text.language import Language
from forms.text.messages import Message, message
from runtime.services.logs import request_id
from runtime.services.user_errors import UserError
from runtime.web.http import cookies
from runtime.web.http import csrf as forgery
from runtime.web.http.request_context import RequestContext

LONGEST_ADDRESS = 2_000
"""Longest path or query, in characters, that pages and cookies repeat; longer ones are ignored."""

NOTHING: Mapping[str, object] = MappingProxyType({})

_PLACE_OF_TOKEN = secrets.token_hex(32)  # random, so no text of users contains it

FLASHES = {
    "saved": message("Your answers are saved. Come back whenever you like, on any device."),
    "discarded": message("The form was discarded."),
    "sent-before": message("This form was already sent. Here is your receipt."),
    "form-changed": message("This form has changed since you opened it. Go on with what it asks now."),
    "changed-elsewhere": message("Your answers changed in another window meanwhile. Check them again."),
    "signed-out": message("You are signed out."),
    "session-ended": message("That browser is signed out."),
    "others-ended": message("All other browsers are signed out."),
    "fact-saved": message("The city's record is up to date, for all agencies."),
    "fact-proposed": message("Your change is proposed. Until the agency agrees, the old record counts."),
    "fact-unchanged": message("Nothing was changed."),
    "switched": message("You are now acting for another business."),
    "switched-location": message("You are now acting for another location of the same business."),
    "location-added": message("The location is there, and you are acting for it now."),
}


def screen(
    ctx: RequestContext, template: str, context: Mapping[str, object] = NOTHING, *, http: int = 200
) -> Response:
    """A page in the user's language. It is personal, so caches must not store it."""
    flash = cookies.read(request, ctx.settings, cookies.FLASH)
    token = forgery.token(ctx.csrf_secret) if ctx.csrf_secret else ""
    page = ctx.site.template(ctx.language.code, template)
    response = _page(_text(ctx, page, {"code": _code(http), **context}, token, flash), http)
    if flash:
        cookies.forget(response, ctx.settings, cookies.FLASH)
    if guest := g.get("new_guest"):
        cookies.write(response, ctx.settings, cookies.GUEST, guest)
    return response


def cached_screen(ctx: RequestContext, template: str, context: Mapping[str, object]) -> Response:
    """A page of an owner's form that is cached on the server: see `screen_from_cache`."""
    if not _may_keep(ctx):
        return screen(ctx, template, context)
    page = ctx.site.template(ctx.language.code, template)
    text = _text(ctx, page, context, _PLACE_OF_TOKEN)
    ctx.site.pages.keep(_all_it_follows_from(ctx), text)
    return _with_token(ctx, text)


def screen_from_cache(ctx: RequestContext) -> Response | None:
    """The cached page of this address with a new token; None when a value that it depends on has changed."""
    text = ctx.site.pages.get(_all_it_follows_from(ctx)) if _may_keep(ctx) else None
    return _with_token(ctx, text) if text else None


def _may_keep(ctx: RequestContext) -> bool:
    """Addresses with a query are not cached, because there are too many."""
    return not request.query_string and not cookies.read(request, ctx.settings, cookies.FLASH)


def _all_it_follows_from(ctx: RequestContext) -> Hashable:
    """All values that a page of a form depends on: account, address, day, answers and known facts."""
    draft = ctx.draft
    return (
        ctx.owner.account,
        ctx.owner.business,
        request.path,
        ctx.today,
        (draft.id, draft.revision) if draft else None,
        tuple(fact.version for fact in ctx.facts.values()),
        tuple(fact.version for fact in ctx.proposals.values()),
    )


def _with_token(ctx: RequestContext, text: str) -> Response:
    return _page(text.replace(_PLACE_OF_TOKEN, forgery.token(ctx.csrf_secret)))


def error_response(ctx: RequestContext, refusal: UserError) -> Response:
    """The error page: what went wrong, why, and what to do."""
    context: ExplainedPage = {
        "what": ctx.language.say(refusal.what),
        "why": ctx.language.say(refusal.why),
        "next": ctx.language.say(refusal.next),
        "asks_to_sign_in": refusal.asks_to_sign_in,
    }
    response = screen(ctx, refusal.screen, context, http=refusal.status)
    if refusal.retry_after:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def redirect_to(ctx: RequestContext, url: str, *, say: str = "") -> Response:
    """Redirect (GET) to an address of this site; ``say`` names a sentence of FLASHES to show there."""
    response = relocate(url)
    if say:
        cookies.write(response, ctx.settings, cookies.FLASH, say)
    return response


def relocate(url: str) -> Response:
    """A redirect (303) to a relative address of this site, so that a reload posts nothing again."""
    return Response("", 303, {"Location": url})


def own_address(given: str, otherwise: str) -> str:
    """``given`` if it is an address of this site, else ``otherwise``: prevents open redirects."""
    local = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return quote(given) if local else otherwise


def _text(
    ctx: RequestContext, page: Template, context: Mapping[str, object], token: str, flash: str = ""
) -> str:
    session = ctx.session
    every: EveryPage = {
        "csrf": token,
        "who": session.account.email if session else "",
        "business": session.business.name if session else "",
        "business_id": session.business.id if session else "",
        "businesses": session.account.businesses if session else (),
        "language_links": _language_links(ctx),
        "demo": ctx.settings.demo,
        "flash": _flash(ctx.language, flash),
        "error_links": (),
        "code": "",
    }
    return page.render({**every, **context})


def _page(text: str, http: int = 200) -> Response:
    return Response(text, http, {"Cache-Control": "no-store"}, content_type="text/html; charset=utf-8")


def _code(http: int) -> str:
    """A code to quote to support on an error page; none for errors in answers."""
    return request_id() if http >= 400 and http != 422 else ""


def _flash(language: Language, flash: str) -> str:
    sentence: Message | None = FLASHES.get(flash)
    return language.say(sentence) if sentence else ""


def _language_links(ctx: RequestContext) -> list[LanguageLink]:
    path = quote(request.path.partition("/")[2].partition("/")[2])
    # Keep the search text.
    query = "?" + quote(request.query_string, safe="=&+%") if request.query_string else ""
    rest = "".join(part for part in (path, query) if len(part) <= LONGEST_ADDRESS)
    return [
        {"code": code, "url": f"/{code}/{rest}", "current": code == ctx.language.code}
        for code in ctx.site.languages
    ]
