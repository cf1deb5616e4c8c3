"""Records of identity: accounts, sessions and sign-in links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from runtime.dataset.records.parties import Party


@dataclass(frozen=True)
class Account:
    """An account: an address, a person, and the businesses that it acts for."""

    id: str
    email: str
    person: Party
    businesses: tuple[Party, ...]  # including their locations
    language: str = "en"


@dataclass(frozen=True)
class Session:
    """One signed-in browser. Only a hash of its cookie is stored."""

    account: Account
    business: Party  # the one being acted for
    csrf: str  # secret of this session
    opened: datetime
    seen: datetime
    since: datetime | None = None  # the account's last visit before this session; None: never
    seen_facts: Mapping[str, int] = field(default_factory=dict)
    """Party id → version of the newest fact about it at that visit."""


WRONG_CODES = 5
"""Number of wrong codes after which a link is invalid."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many letters with a link are sent within ``span``. Strangers are addresses without an account.

    Totals of strangers and accounts are counted separately, so that requests for strangers cannot lock owners
    out. Letters from one place are counted together for both; accounts have a higher limit there.
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
    """A request for a link."""

    id: str
    email: str
    share: str  # place of the request: a keyed hash of a network, or of a browser known to the account
    browser: str  # keyed hash of a secret of the browser
    asked: datetime
    expires: datetime
    known: bool = False  # the address has an account
    familiar: bool = False  # this account was signed in with this browser before


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """A valid link."""

    id: str
    email: str
    browser: str


@dataclass(frozen=True)
class SignedIn:
    """A session as listed for its account."""

    cookie_hash: str
    agent: str
    opened: datetime
    seen: datetime
