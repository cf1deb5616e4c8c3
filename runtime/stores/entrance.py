"""What every store promises about the way in: sign-in links, and the sessions that they open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from runtime.stores.message_records import NewMessage
from runtime.stores.records import Session

WRONG_CODES = 5
"""After so many a link is dead."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many letters with a link go out within ``span``. Strangers are addresses without an account.

    In all, strangers and accounts are counted apart, so that nobody who asks for strangers locks owners out.
    Letters from one place count whoever they go to: accounts only have more room there.
    """

    span: timedelta = timedelta(minutes=10)
    address_from_one_place: int = 5
    address: int = 30
    strangers_from_one_place: int = 20
    accounts_from_one_place: int = 100
    strangers: int = 500
    accounts: int = 5_000


@dataclass(frozen=True, kw_only=True)
class NewSignIn:
    """Somebody asks for a link."""

    id: str
    email: str
    share: str  # the place it is asked from: a keyed hash of a network, or of a browser that was here before
    browser: str  # a keyed hash of what only the browser that asks knows
    asked: datetime
    expires: datetime
    known: bool = False  # the address has an account
    familiar: bool = False  # this account was signed in with this browser before


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """A link that works."""

    id: str
    email: str
    browser: str


@dataclass(frozen=True)
class SignedIn:
    """A browser in which an account is signed in, for its owner to see."""

    cookie_hash: str
    agent: str
    opened: datetime
    seen: datetime


class Entrance(Protocol):
    """Part of `runtime.stores.base.Store`."""

    def ask_sign_in(self, new: NewSignIn, letter: NewMessage, limits: Limits) -> bool:
        """Keep a link and put its letter into the outbox, if the limits leave room: whether they did.

        What is counted and what is written is one transaction. A browser that its account knows has twice
        the room where one address and all addresses are counted: others never use up the second half.
        """
        ...

    def sign_in(self, link: str, at: datetime) -> SignIn | None:
        """A link that works at this moment: not used, not dead, not too old and not from the future."""
        ...

    def use_sign_in(self, link: str, at: datetime) -> bool:
        """Use a link up; false when it does not work."""
        ...

    def miss_sign_in(self, link: str, at: datetime) -> bool:
        """Note a wrong code; whether the link still works after it."""
        ...

    def open_session(
        self, cookie_hash: str, account: str, business: str, csrf: str, at: datetime, agent: str = ""
    ) -> None:
        """Begin a session, which remembers when the account was last here before it."""
        ...

    def session(self, cookie_hash: str) -> Session | None:
        """The session behind a cookie; whether it is too old is for the caller to say."""
        ...

    def sessions(self, account: str) -> Sequence[SignedIn]:
        """The browsers in which an account is signed in, the one used last first; too old ones among them."""
        ...

    def touch_session(self, cookie_hash: str, at: datetime) -> None:
        """Note that the session was used (callers do this at most once a minute).

        Does nothing to a session that ended meanwhile, nor when others are writing: no page waits for it.
        """
        ...

    def act_for(self, cookie_hash: str, business: str) -> None:
        """Switch the session to another business of its account; KeyError for any other."""
        ...

    def close_session(self, cookie_hash: str) -> None:
        """End a session."""
        ...

    def close_other_sessions(self, cookie_hash: str) -> None:
        """End all sessions of the account but this one; does nothing when this one has ended itself."""
        ...
