"""How long sessions last, and the page on which people see and end theirs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from forms.pages.screens import SessionsPage, SignedInBrowser
from forms.text.messages import message
from runtime.dataset import Session, SignedIn
from runtime.settings import Settings
from runtime.visit import Visit
from runtime.words import moment

_CLOCKS_DIFFER = timedelta(minutes=5)  # of several machines, at most
_MARK = 12  # letters of a cookie's hash: enough to tell the sessions of one account apart


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


def sessions_context(visit: Visit) -> SessionsPage:
    """The browsers that are signed in to this account, this one first."""
    found = sorted(open_sessions(visit), key=lambda one: one.cookie_hash != visit.cookie_hash)
    return {"sessions": [_entry(visit, one) for one in found]}


def marked(visit: Visit, mark: str) -> str:
    """The hash of the cookie of this account's session that a page calls ``mark``, or empty text."""
    return next((one.cookie_hash for one in open_sessions(visit) if _mark(one) == mark), "")


def open_sessions(visit: Visit) -> list[SignedIn]:
    """The sessions of this account, without those that have ended by themselves."""
    found = visit.store.identity.sessions(visit.owner.account.id)
    return [one for one in found if not over(visit.settings, visit.now, one)]


def _entry(visit: Visit, one: SignedIn) -> SignedInBrowser:
    return {
        "mark": _mark(one),
        "agent": one.agent,
        "is_this": one.cookie_hash == visit.cookie_hash,
        "opened": _when(visit, one.opened),
        "seen": _when(visit, one.seen),
    }


def _mark(one: SignedIn) -> str:
    return one.cookie_hash[:_MARK]


def _when(visit: Visit, at: datetime) -> str:
    day, time = moment(at, visit.city.timezone, visit.language.locale)
    return visit.language.say(message("{day} at {time}", day=day, time=time))
