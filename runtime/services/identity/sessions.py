"""Sessions: who comes with a cookie, how long a session lasts, seeing and ending those of an account."""

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
_CLOCKS_DIFFER = timedelta(minutes=5)  # of several machines, at most


@dataclass(frozen=True)
class Arrival:
    """Who came with a cookie, and what was read at once with the session."""

    session: Session
    owner: Owner
    draft: Draft | None
    facts: Facts
    proposals: Facts


def authenticate(
    services: Services, site: PublishedSite, cookie_hash: str, form: str, now: datetime
) -> Arrival | None:
    """Whose session a cookie opens, with the draft of ``form`` (if named) and the facts.

    None for a cookie that opens none, or one that has ended.
    """
    state = _read(services, cookie_hash, form)
    if state is None or not _is_open(services, cookie_hash, state.session, now):
        return None
    owner, facts = Owner(state.session.account, state.session.business), services.dataset.facts
    return Arrival(
        state.session,
        owner,
        state.draft,
        facts=with_shared(facts.current, owner, site, state.facts),
        proposals=with_shared(facts.proposals, owner, site, state.proposals),
    )


def over(
    settings: Settings, now: datetime, session: Session | SignedIn
) -> Literal["", "clock", "idle", "age"]:
    """Why a session has ended by itself; empty text while it is open."""
    idle, age = now - session.seen, now - session.opened
    if min(idle, age) < -_CLOCKS_DIFFER:
        return "clock"  # it was set back: left open, the session would last longer than it may
    if idle > settings.session_idle:
        return "idle"
    return "age" if age > settings.session_age else ""


def open_sessions(ctx: ServiceContext) -> list[SignedIn]:
    """The sessions of the actor's account, without those that have ended by themselves."""
    account = ctx.owner.account.id
    require(ctx.actor, "end session", account)
    found = ctx.dataset.identity.sessions(account)
    return [one for one in found if not over(ctx.settings, ctx.now, one)]


def end_session(ctx: ServiceContext, cookie_hash: str) -> None:
    """End one session of the actor's account; one that has ended meanwhile is no error."""
    require(ctx.actor, "end session", ctx.owner.account.id)
    if any(one.cookie_hash == cookie_hash for one in open_sessions(ctx)):
        ctx.dataset.identity.close_session(cookie_hash)


def end_other_sessions(ctx: ServiceContext, cookie_hash: str) -> None:
    """End all sessions of the actor's account but the one of this cookie."""
    require(ctx.actor, "end session", ctx.owner.account.id)
    ctx.dataset.identity.close_other_sessions(cookie_hash)


def sign_out(ctx: ServiceContext, cookie_hash: str) -> None:
    """End the session of this very request."""
    require(ctx.actor, "end session", ctx.owner.account.id)
    ctx.dataset.identity.close_session(cookie_hash)
    event(Event.SIGNED_OUT)


def _read(services: Services, cookie_hash: str, form: str) -> PageState | None:
    if form:
        return services.dataset.drafts.page_state(cookie_hash, form)
    session = services.dataset.identity.session(cookie_hash)
    return PageState(session, None, {}) if session else None


def _is_open(services: Services, cookie_hash: str, session: Session, now: datetime) -> bool:
    why = over(services.settings, now, session)
    if why:
        event(Event.SESSION_EXPIRED, about=session.account.id, why=why)
    if why == "clock":
        _close(services, cookie_hash)  # for good: once the clock has caught up nobody could tell
    if why:
        return False  # nothing else to write: the row is cleared later
    if now - session.seen > _TOUCH:
        services.dataset.identity.touch_session(cookie_hash, now)
    return True


def _close(services: Services, cookie_hash: str) -> None:
    with suppress(Unavailable):  # refused all the same, as long as the clock says so
        services.dataset.identity.close_session(cookie_hash)
