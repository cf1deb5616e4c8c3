"""What every store promises: the central dataset, drafts, sessions and outgoing messages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from forms.fields.base import Stored
from forms.outcome import Outcome

# All times are timezone-aware UTC. All identifiers are random text made by the store, except fact
# versions, which are rising integers.


@dataclass(frozen=True)
class Party:
    """A business or a person that facts are about."""

    id: str
    kind: Literal["business", "person"]
    name: str = ""  # how the switcher and the steward call it; a cached copy, never a fact


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in: an address, a person, and the businesses she acts for."""

    id: str
    email: str
    person: Party
    businesses: tuple[Party, ...]
    language: str = "en"


@dataclass(frozen=True)
class Session:
    """One signed-in browser. Only a hash of its cookie is stored."""

    account: Account
    business: Party  # the one being acted for
    csrf: str  # secret of this session
    opened: datetime
    seen: datetime


@dataclass(frozen=True)
class Source:
    """Where a fact came from."""

    kind: Literal["submission", "register", "steward"]
    name: str  # the form's name, or the register's title in the source language
    agency: str
    reference: str = ""


@dataclass(frozen=True)
class Fact:
    """One party's value for one master field, with its provenance. Never changed, only followed."""

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


@dataclass(frozen=True)
class Message:
    """One outgoing message (e-mail)."""

    id: str  # unique for ever: receivers may drop repeats
    to: str
    subject: str
    body: str
    language: str
    at: datetime
    sent: datetime | None = None


@dataclass(frozen=True)
class NewMessage:
    """A message to be written to the outbox together with a submission."""

    to: str
    subject: str
    body: str
    language: str


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
    """(party, master) → version that each outcome was decided against (0: none): checked in the transaction."""
    messages: tuple[NewMessage, ...] = ()


@dataclass(frozen=True)
class Submission:
    """A submission as stored."""

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
    status: str  # "received" for now
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Upload:
    """A file that belongs to an account; its bytes live in the store's file folder."""

    id: str
    account: str
    name: str
    media_type: str
    size: int
    at: datetime


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


class StaleDraft(StoreError):
    """The draft was saved by somebody (another tab) after this copy was read."""


class FactsMoved(StoreError):
    """A fact changed between checking and sending; ``masters`` names which."""

    def __init__(self, masters: Collection[str]) -> None:
        super().__init__(", ".join(sorted(masters)))
        self.masters = frozenset(masters)


class SentDifferently(StoreError):
    """The draft was already sent with other answers; ``reference`` is that submission's."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class Store(Protocol):
    """The whole promise. Every method is one transaction; what returns has been written down."""

    # Accounts and sessions
    def create_account(self, email: str, *, language: str, businesses: Sequence[Party] = ()) -> Account:
        """A new account with its person; without ``businesses`` it gets one new unnamed business."""
        ...

    def account(self, email: str) -> Account | None:
        """The account behind an address (compared case-folded)."""
        ...

    def keep_sign_in(self, token_hash: str, email: str, expires: datetime) -> None:
        """Remember a sign-in link."""
        ...

    def take_sign_in(self, token_hash: str, at: datetime) -> str | None:
        """The address of an unexpired link, which stops working with this call."""
        ...

    def open_session(self, cookie_hash: str, account: str, business: str, csrf: str, at: datetime) -> None:
        """Begin a session."""
        ...

    def session(self, cookie_hash: str) -> Session | None:
        """The session behind a cookie; whether it is too old is for the caller to say."""
        ...

    def touch_session(self, cookie_hash: str, at: datetime) -> None:
        """Note that the session was used (callers do this at most once a minute)."""
        ...

    def act_for(self, cookie_hash: str, business: str) -> None:
        """Switch the session to another business of its account; KeyError for any other."""
        ...

    def close_session(self, cookie_hash: str) -> None:
        """End a session."""
        ...

    # Parties and facts
    def create_party(self, kind: Literal["business", "person"], name: str) -> Party:
        """A new party."""
        ...

    def facts(self, parties: Collection[str]) -> Mapping[str, Fact]:
        """The current accepted fact of every master field of these parties, by master field."""
        ...

    def history(self, party: str, master: str) -> Sequence[Fact]:
        """Every fact of one master field, oldest first."""
        ...

    def record(self, facts: Sequence[NewFact]) -> None:
        """Write facts that no submission carries (a register's import), all or none."""
        ...

    # Drafts
    def open_draft(self, account: str, business: str, form: str) -> Draft | None:
        """The open draft of a form, if there is one."""
        ...

    def draft(self, draft: str) -> Draft | None:
        """A draft by its id, sent ones excluded."""
        ...

    def drafts(self, account: str, business: str) -> Sequence[Draft]:
        """All open drafts, the newest first."""
        ...

    def save_draft(self, draft: Draft) -> Draft:
        """Write a draft (``id`` empty: create) and return it with its new revision.

        Raises StaleDraft unless ``revision`` is the stored one.
        """
        ...

    def discard_draft(self, draft: str) -> None:
        """Forget an open draft."""
        ...

    # Submissions
    def submit(self, new: NewSubmission) -> Submission:
        """Write submission, facts, audit entry and messages and close the draft, exactly once.

        The same draft and revision again gives the same submission. Raises SentDifferently, StaleDraft,
        FactsMoved; then nothing was written.
        """
        ...

    def submission(self, reference: str) -> Submission | None:
        """One submission."""
        ...

    def submission_of_draft(self, draft: str) -> Submission | None:
        """The submission that a draft became, for repeated sends."""
        ...

    def submissions(self, business: str) -> Sequence[Submission]:
        """All submissions of a business, the newest first."""
        ...

    # Files, messages, audit
    def keep_upload(self, upload: Upload, content: bytes) -> Upload:
        """Keep a file (``id`` empty) and return it with its new random id."""
        ...

    def upload(self, upload: str) -> tuple[Upload, bytes] | None:
        """A file and its bytes."""
        ...

    def post(self, message: NewMessage, at: datetime) -> Message:
        """Put a message that no submission carries (a sign-in link) into the outbox."""
        ...

    def outbox(self, to: str | None = None) -> Sequence[Message]:
        """Messages, the newest first; ``to`` limits them to one address."""
        ...

    def mark_sent(self, message: str, at: datetime) -> None:
        """Note that a message was handed over."""
        ...

    def note(self, actor: str, action: str, about: str, at: datetime) -> None:
        """Append to the audit trail."""
        ...

    def audit_trail(self) -> Sequence[AuditEntry]:
        """The whole audit trail in order."""
        ...

    def close(self) -> None:
        """Give back connections and files."""
        ...
