"""The template values of the page of sessions."""

from __future__ import annotations

from datetime import datetime

from forms.pages.screens import SessionsPage, SignedInBrowser
from forms.text.messages import message
from runtime.dataset.records.identity import SignedIn
from runtime.services.identity.sessions import open_sessions
from runtime.web.http.request_context import RequestContext
from runtime.web.http.words import moment

_MARK = 12  # characters of a cookie's hash: enough to distinguish the sessions of one account


def sessions_context(ctx: RequestContext) -> SessionsPage:
    """The signed-in browsers of this account, the current one first."""
    found = sorted(open_sessions(ctx), key=lambda one: one.cookie_hash != ctx.cookie_hash)
    return {"sessions": [_entry(ctx, one) for one in found]}


def marked(ctx: RequestContext, mark: str) -> str:
    """The full cookie hash of this account's session with the short ``mark``, or empty text."""
    return next((one.cookie_hash for one in open_sessions(ctx) if _mark(one) == mark), "")


def _entry(ctx: RequestContext, one: SignedIn) -> SignedInBrowser:
    return {
        "mark": _mark(one),
        "agent": one.agent,
        "is_this": one.cookie_hash == ctx.cookie_hash,
        "opened": _when(ctx, one.opened),
        "seen": _when(ctx, one.seen),
    }


def _mark(one: SignedIn) -> str:
    return one.cookie_hash[:_MARK]


def _when(ctx: RequestContext, at: datetime) -> str:
    day, time = moment(at, ctx.city.timezone, ctx.language.locale)
    return ctx.language.say(message("{day} at {time}", day=day, time=time))
