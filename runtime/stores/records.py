"""The records that every store keeps, and what a store may refuse."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from forms.fields.base import Stored
from forms.outcome import Outcome
from runtime.stores.message_records import NewMessage

# All times are timezone-aware UTC. All identifiers are random text made by the store, except fact
# versions, which are rising integers.


@dataclass(frozen=True)
class Party:
    """A business, one of its further locations, or a person: what facts are about."""

    id: str
    kind: Literal["business", "location", "person"]
    name: str = ""  # how the switcher and the steward call it; a cached copy, never a fact
    of: str = ""  # the business that a location belongs to


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
    since_fact: int = 0  # the newest fact there was then


SourceKind = Literal["submission", "register", "steward"]


class Source(NamedTuple):
    """Where a fact came from."""

    kind: SourceKind
    name: str  # the form's name, or the register's title in the source language
    agency: str
    reference: str = ""  # of the submission; empty in a NewSubmission, where the store fills it in


class Fact(NamedTuple):
    """One party's value for one master field, with its provenance. Never changed, only followed.

    A tuple, because a page reads dozens: one is made in a third of a frozen dataclass's time.
    """

    version: int
    party: str
    master: str
    value: Stored
    said_at: datetime  # when somebody said it (imports: when the agency learned it)
    source: Source
    said_by: str = ""  # account id; empty for registers
    verified_by: str = ""  # agency that verified it
    status: Literal["accepted", "proposed", "rejected"] = "accepted"
    outcome: Outcome = Outcome.NEW


@dataclass(frozen=True)
class NewFact:
    """A fact about to be written by a submission or an import."""

    party: str
    master: str
    value: Stored
    said_at: datetime
    source: Source
    said_by: str = ""
    verified_by: str = ""
    status: Literal["accepted", "proposed"] = "accepted"
    outcome: Outcome = Outcome.NEW


@dataclass(frozen=True)
class Draft:
    """A form being filled in by an account for a business; at most one per form is open."""

    id: str
    account: str
    business: str
    form: str
    form_version: str
    language: str
    started: datetime
    saved: datetime
    revision: int = 0  # rises with every save
    answers: Mapping[str, Stored] = field(default_factory=dict)  # by field name
    typed: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """By page: what was posted but not yet accepted, so that nothing typed is lost."""
    done: tuple[str, ...] = ()  # pages sent and accepted
    seen: Mapping[str, int] = field(default_factory=dict)  # field name → fact version shown
    confirmed: tuple[str, ...] = ()  # fields whose known value the person confirmed
    kept_here: tuple[str, ...] = ()  # fields whose change stays on this form
    files: tuple[str, ...] = ()  # uploads that its answers hold: they are the draft's from its save on


@dataclass(frozen=True)
class PageState:
    """All that one page needs from the store: read together, because every page view reads it."""

    session: Session
    draft: Draft | None
    facts: Mapping[str, Fact]  # current, of the session's business and person, by master field
    proposals: Mapping[str, Fact] = field(default_factory=dict)  # of the same, see `Store.proposals`


@dataclass(frozen=True)
class Question:
    """One answer as it was sent, with its wording: a submission explains itself for ever."""

    field: str
    label: str
    value: Stored
    said: str  # in the submission's language; masked when secret
    page: str
    master: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True)
class NewSubmission:
    """Everything that one submission writes, in one transaction."""

    draft: str
    revision: int  # of the draft that was checked; another one now stored is refused
    account: str
    business: str
    form: str
    form_version: str
    agency: str
    title: str
    language: str
    at: datetime
    questions: tuple[Question, ...]
    facts: tuple[NewFact, ...]
    expected: Mapping[tuple[str, str], int]
    """(party, master) → the version that its outcome was decided against (0: none), checked when written."""
    messages: tuple[NewMessage, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Party → what to call it from now on: the cached copy of a name that ``facts`` changes."""
    files: tuple[str, ...] = ()  # uploads that the questions hold: kept for good, the draft's others are not


@dataclass(frozen=True)
class Sent:
    """A submission as a list shows it: without its answers."""

    reference: str  # short, unambiguous letters and digits, for the phone: "FOG-7K2M-9QXD"
    draft: str
    account: str
    business: str
    form: str
    form_version: str
    agency: str
    title: str
    language: str
    at: datetime
    status: str  # of its newest transition
    moved: datetime | None = field(default=None, kw_only=True)  # when somebody else took its last step


@dataclass(frozen=True)
class Submission(Sent):
    """A submission as stored."""

    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Upload:
    """A file that belongs to an account; its bytes live in the store's file folder.

    It is loose until a draft is saved that names it; what stays or becomes loose is forgotten.
    """

    id: str
    account: str
    name: str
    media_type: str
    size: int
    at: datetime


@dataclass(frozen=True)
class UploadLimits:
    """How much may be uploaded; how much of it is there is counted in the moment in which a file is added."""

    account: int = 200_000_000  # bytes of one account: of what is not sent yet, or came within a day
    unsent: int = 500  # files of one account that are not sent yet
    in_all: int = 20_000_000_000  # bytes


@dataclass(frozen=True)
class AuditEntry:
    """One line of the audit trail, in the order in which things happened."""

    sequence: int
    at: datetime
    actor: str
    action: str
    about: str


class StoreError(Exception):
    """Anything a store refuses for a reason that the caller can tell a person."""


class Unstorable(StoreError, ValueError):
    """A value that no store takes: broken text, a number without bounds, or not JSON at all."""


class Unavailable(StoreError):
    """The store does not answer just now; nothing was written, and trying again is safe."""


class NoRoom(Unavailable):
    """A disk is full, or files may take no more of it; nothing was written."""


class AccountFull(StoreError):
    """The files of this account take all the room that one account has."""


class NotPrepared(StoreError):
    """The store at this address does not exist yet, or was made by another version: `migrate` mends both."""


class AddressTaken(StoreError):
    """Another account has this e-mail address."""


class StaleDraft(StoreError):
    """The draft was saved, sent or discarded by somebody (another tab) after this copy was read."""


class FactsMoved(StoreError):
    """A fact changed between checking and sending; ``masters`` names which."""

    def __init__(self, masters: Collection[str]) -> None:
        super().__init__(", ".join(sorted(masters)))
        self.masters = frozenset(masters)


class StatusMoved(StoreError):
    """The submission stands elsewhere by now: somebody else was quicker."""


class SentDifferently(StoreError):
    """The draft was already sent with other answers; ``reference`` is that submission's."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference
