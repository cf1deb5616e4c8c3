"""What every store promises: the central dataset, drafts, sessions and outgoing messages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import IO, Literal, Protocol

from runtime.stores.background import Background
from runtime.stores.case_records import News, NewTransition, Transition
from runtime.stores.entrance import Entrance
from runtime.stores.message_records import Message, NewMessage
from runtime.stores.records import (
    Account,
    AuditEntry,
    Draft,
    Fact,
    NewFact,
    NewSubmission,
    PageState,
    Party,
    Sent,
    Session,
    Submission,
    Upload,
    UploadLimits,
)

USUAL_LIMITS = UploadLimits()


class Store(Entrance, Background, Protocol):
    """The whole promise. Every method is one transaction; what returns has been written down."""

    # Accounts
    def create_account(self, email: str, *, language: str, businesses: Sequence[Party] = ()) -> Account:
        """A new account with its person; without ``businesses`` it gets one new unnamed business.

        Raises AddressTaken when the address has an account, KeyError for a business that is not there.
        """
        ...

    def account(self, email: str) -> Account | None:
        """The account behind an address (compared case-folded)."""
        ...

    def account_by_id(self, account: str) -> Account | None:
        """An account by its id."""
        ...

    # Parties and facts
    def create_party(self, kind: Literal["business", "person"], name: str) -> Party:
        """A new party."""
        ...

    def create_location(self, account: str, business: str, name: str) -> Party:
        """A further location of a business, for everybody who acts for the business; one of the same name
        that the account acts for already is that location, so that a second click adds no second one.

        KeyError unless the account acts for it, and for what is a location itself. Whoever reads the location
        finds the name of its business before its own.
        """
        ...

    def facts(self, parties: Collection[str]) -> Mapping[str, Fact]:
        """The current accepted fact of every master field of these parties, by master field.

        Current is the one written last: a clock that jumps can not bring an older value back.
        """
        ...

    def proposals(self, parties: Collection[str]) -> Mapping[str, Fact]:
        """The facts of these parties that wait for their steward's yes, by master field.

        Of several for one master field the newest; none once something newer was accepted.
        """
        ...

    def page_state(self, cookie_hash: str, form: str) -> PageState | None:
        """Session, open draft of ``form``, current facts and proposals in one read; None: no session."""
        ...

    def history(self, party: str, master: str) -> Sequence[Fact]:
        """Every fact of one master field, oldest first."""
        ...

    def record(self, facts: Sequence[NewFact]) -> None:
        """Write facts that no submission carries (a register's import), all or none.

        They are written in the order of ``said_at``, so that what was learned last becomes current. KeyError
        for a party that is not there.
        """
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

        The loose files of its account that it names are its own from now on; those of its own that it names
        no longer are forgotten. Raises StaleDraft unless ``revision`` is the stored one, or when a new draft
        finds one already open.
        A power failure may take the last moment's drafts (never a submission, a fact or a message).
        """
        ...

    def discard_draft(self, draft: str) -> None:
        """Forget an open draft and its files; one that is gone already is no error."""
        ...

    # Submissions
    def submit(self, new: NewSubmission) -> Submission:
        """Write submission, facts, audit entry and messages and close the draft, exactly once.

        The files that it names are kept for good; the draft's others are forgotten.
        The same draft and revision again gives the same submission. Raises SentDifferently (sent already, in
        another revision), StaleDraft (no such draft of this account, business and form in this revision) or
        FactsMoved; then nothing was written.
        """
        ...

    def submission(self, reference: str) -> Submission | None:
        """One submission, by its reference as people write it: in small letters too."""
        ...

    def submission_of_draft(self, draft: str) -> Submission | None:
        """The submission that a draft became, for repeated sends."""
        ...

    def submissions(self, business: str) -> Sequence[Submission]:
        """All submissions of a business with their answers, the newest first: not for a page."""
        ...

    def sent(self, business: str, *, most: int, after: int = 0) -> Sequence[Sent]:
        """At most ``most`` submissions of a business, the newest first, without the first ``after``."""
        ...

    def count_sent(self, business: str) -> int:
        """How many submissions a business has."""
        ...

    def sent_in(self, business: str, statuses: Collection[str]) -> Sequence[Sent]:
        """The submissions of a business in one of these statuses, the newest first; a hundred at most."""
        ...

    def last_sent(self, business: str, forms: Collection[str]) -> Mapping[str, datetime]:
        """When a business last sent each of these forms, as far as it did."""
        ...

    def last_reference(self, account: str, business: str, form: str) -> str | None:
        """The reference under which an account last sent a form for a business."""
        ...

    # Cases: submissions on their way
    def move(self, new: NewTransition) -> Transition:
        """Take one step: transition, status, messages and audit entry in one transaction.

        KeyError for a reference that is not there; StatusMoved when its status is not the one that the step
        follows. Then nothing was written.
        """
        ...

    def transitions(self, reference: str) -> Sequence[Transition]:
        """Every step of a submission, oldest first; its sending is the first."""
        ...

    def messages_about(self, reference: str) -> Sequence[Message]:
        """Every message that concerns a submission, oldest first."""
        ...

    def news(self, session: Session) -> News:
        """What others did for the session's business and person since its account was last here.

        Of a location that is acted for, also what is new about its business. Nothing when she never was here.
        """
        ...

    # Files, messages, audit
    def keep_upload(self, upload: Upload, content: IO[bytes], limits: UploadLimits = USUAL_LIMITS) -> Upload:
        """Keep a file (``id`` empty) and return it with its new random id and its true size.

        It is loose until a draft names it. Raises AccountFull or NoRoom beyond ``limits`` or when the disk is
        full, without writing what is too large by its ``size`` already; then nothing is left of it.
        """
        ...

    def forget_uploads(self, uploads: Collection[str]) -> None:
        """Forget those of these files that are loose, with their bytes."""
        ...

    def clear_uploads(self, before: datetime) -> int:
        """Forget the loose files of before this moment, and what writes that were cut off left in the folder.

        How many: it clears a portion, and others may write meanwhile. ``before`` is to be longer ago than any
        request takes.
        """
        ...

    def upload(self, upload: str) -> Upload | None:
        """A file, without its bytes."""
        ...

    def content(self, upload: str) -> IO[bytes] | None:
        """A file, open for reading; None when it is not there."""
        ...

    def post(self, message: NewMessage, at: datetime) -> Message:
        """Put a message that no submission carries (a sign-in link) into the outbox."""
        ...

    def outbox(self, to: str | None = None) -> Sequence[Message]:
        """All messages, the one written last first; ``to`` asks for those to one address, in any case."""
        ...

    def newest_messages(self, most: int) -> tuple[Sequence[Message], int]:
        """The ``most`` messages of the latest dates, the newest first, and how many there are in all."""
        ...

    def message(self, message: str) -> Message | None:
        """A message by its id."""
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
