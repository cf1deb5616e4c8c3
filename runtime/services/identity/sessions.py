"""Sessions: authentication by cookie, expiry, listing and ending the sessions of an account."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from runtime.dataset import Draft, PageState, Session, SignedIn, Unavailable
from runtime.services.access import Owner, require
from runtime.services.context import ServiceContext, Services
from runtime.services.logs import Event, event
from runtime.services.parties import Facts, with_shared
from runtime.services.settings import Settings
from runtime.services.site.published_site import PublishedSite

_TOUCH = timedelta(minutes=1)
_CLOCKS_DIFFER = timedelta(minutes=5)  # maximum between machines


@dataclass(frozen=True)
class AuthenticatedSession:
    """The result of authentication, and what was read together with the session."""

    session: Session
    owner: Owner
    draft: Draft | None
    facts: Facts
    proposals: Facts


def authenticate(
    services: Services, site: PublishedSite, cookie_hash: str, form: str, now: datetime
) -> AuthenticatedSession | None:
    """The session of a cookie, with the facts and, if ``form`` is not empty, its draft.

    None when there is no session for the cookie, or it has expired.
    """
    state = _read(services, cookie_hash, form)
    if state is None or not _is_open(services, cookie_hash, state.session, now):
        return None
    owner, facts = Owner(state.session.account, state.session.business), services.dataset.facts
    return AuthenticatedSession(
        state.session,
        owner,
        state.draft,
        facts=with_shared(facts.current, owner, site, state.facts),
        proposals=with_shared(facts.proposals, owner, site, state.proposals),
    )


def expiry_reason(
    settings: Settings, now: datetime, session: Session | SignedIn
) -> Literal["", "clock", "idle", "age"]:
    """Why a session has expired; empty text while it is valid."""
    idle, age = now - session.seen, now - session.opened
    if min(idle, age) < -_CLOCKS_DIFFER:
        return "clock"  # the clock was set back: the session would last too long
    if idle > settings.session_idle:
        return "idle"
    return "age" if age > settings.session_age else ""


def open_sessions(ctx: ServiceContext) -> list[SignedIn]:
    """The valid sessions of the actor's account."""
    account = ctx.owner.account.id
    require(ctx.actor, "end session", account)
    found = ctx.dataset.identity.sessions(account)
    return [one for one in found if not expiry_reason(ctx.settings, ctx.now, one)]


def end_session(ctx: ServiceContext, cookie_hash: str) -> None:
    """End one session of the actor's account; no error when it has already ended."""
    require(ctx.actor, "end session", ctx.owner.account.id)
    if any(one.cookie_hash == cookie_hash for one in open_sessions(ctx)):
        ctx.dataset.identity.close_session(cookie_hash)


def end_other_sessions(ctx: ServiceContext, cookie_hash: str) -> None:
    """End all sessions of the actor's account except the one of this cookie."""
    require(ctx.actor, "end session", ctx.owner.account.id)
    ctx.dataset.identity.close_other_sessions(cookie_hash)


def sign_out(ctx: ServiceContext, cookie_hash: str) -> None:
    """End the session of this request."""
    require(ctx.actor, "end session", ctx.owner.account.id)
    ctx.dataset.identity.close_session(cookie_hash)
    event(Event.SIGNED_OUT)


def _read(services: Services, cookie_hash: str, form: str) -> PageState | None:
    if form:
        return services.dataset.drafts.page_state(cookie_hash, form)
    session = services.dataset.identity.session(cookie_hash)
    return PageState(session, None, {}) if session else None


def _is_open(services: Services, cookie_hash: str, session: Session, now: datetime) -> bool:
    why = expiry_reason(services.settings, now, session)
    if why:
        event(Event.SESSION_EXPIRED, about=session.account.id, why=why)
    if why == "clock":
        _close(services, cookie_hash)  # at once: later the clock would show nothing wrong
    if why:
        return False  # nothing to update: the row is cleared later
    if now - session.seen > _TOUCH:
        services.dataset.identity.touch_session(cookie_hash, now)
    return True


def _close(services: Services, cookie_hash: str) -> None:
    with suppress(Unavailable):  # the session is refused anyway while the clock is wrong
        services.dataset.identity.close_session(cookie_hash)
