"""Identity: accounts, the sessions of their browsers, and the links that open these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from runtime.dataset.records.parties import Party


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in: an address, a person, and the businesses she acts for."""

    id: str
    email: str
    person: Party
    businesses: tuple[Party, ...]  # their locations among them
    language: str = "en"


@dataclass(frozen=True)
class Session:
    """One signed-in browser. Only a hash of its cookie is stored."""

    account: Account
    business: Party  # the one being acted for
    csrf: str  # secret of this session
    opened: datetime
    seen: datetime
    since: datetime | None = None  # when the account was last here before this session; None: never
    seen_facts: Mapping[str, int] = field(default_factory=dict)
    """Party → the newest fact about it that there was then."""


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
