"""Submissions on SQL: everything that one writes is one transaction, made once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select, update

from runtime.stores.records import (
    FactsMoved,
    NewSubmission,
    SentDifferently,
    StaleDraft,
    Submission,
)
from runtime.stores.shared import case_rows, rows
from runtime.stores.shared.identifiers import new_id, new_reference, reference_written
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database, Transaction
from runtime.stores.sql.facts import insert_facts, moved
from runtime.stores.sql.messages import insert_messages
from runtime.stores.sql.people import require_party
from runtime.stores.sql.statements import adding


class Submissions:
    """The part of the store that knows what was sent."""

    def __init__(self, database: Database, prefix: str) -> None:
        self._database = database
        self._prefix = prefix

    def submit(self, new: NewSubmission) -> Submission:
        """See `Store`."""
        with self._database.writing() as transaction:
            return _sent_before(transaction, new) or self._write(transaction, new)

    def submission(self, reference: str) -> Submission | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            row = snapshot.row(_SUBMISSION, reference=reference_written(reference))
        return rows.submission(row) if row else None

    def submission_of_draft(self, draft: str) -> Submission | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            row = snapshot.row(_OF_DRAFT, draft=draft)
        return rows.submission(row) if row else None

    def submissions(self, business: str) -> Sequence[Submission]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return [rows.submission(row) for row in snapshot.rows(_OF_BUSINESS, business=business)]

    def _write(self, transaction: Transaction, new: NewSubmission) -> Submission:
        _close_draft(transaction, new)
        if masters := moved(transaction, new.expected):
            raise FactsMoved(masters)
        row = rows.submission_row(new, self._free_reference(transaction))
        transaction.add(_ADD, [row])
        insert_facts(transaction, new.facts, row["reference"])
        _rename(transaction, new)
        _insert_messages(transaction, new, row["reference"])
        transaction.add(_ADD_STEP, [case_rows.first_transition_row(new, row["reference"])])
        transaction.add(_ADD_ENTRY, [rows.sent_row(new, row["reference"])])
        return rows.submission_of(new, row["reference"])

    def _free_reference(self, transaction: Transaction) -> str:
        while True:
            reference = new_reference(self._prefix)
            if not transaction.row(_TAKEN, reference=reference):
                return reference


def _sent_before(transaction: Transaction, new: NewSubmission) -> Submission | None:
    found = transaction.row(_OF_DRAFT, draft=new.draft)
    if found is None:
        return None
    if found["account"] != new.account:
        raise StaleDraft(new.draft)
    if found["revision"] != new.revision:
        raise SentDifferently(found["reference"])
    return rows.submission(found)


def _close_draft(transaction: Transaction, new: NewSubmission) -> None:
    if transaction.change(_TAKE, **{name: getattr(new, name) for name in _DRAFT_KEY}) != 1:
        raise StaleDraft(new.draft)


def _rename(transaction: Transaction, new: NewSubmission) -> None:
    for party, name in new.names.items():
        require_party(transaction, party)
        transaction.change_one(_NAME, party=party, to=name)


def _insert_messages(transaction: Transaction, new: NewSubmission, reference: str) -> None:
    found = [rows.message_row(new_id(), message, new.at, reference) for message in new.messages]
    insert_messages(transaction, found)


_ADD = adding(tables.submission)
_ADD_ENTRY = adding(tables.audit)
_ADD_STEP = adding(tables.transition)
_TAKEN = select(tables.submission.c.draft).where(tables.submission.c.reference == bindparam("reference"))
_SUBMISSION = select(tables.submission).where(tables.submission.c.reference == bindparam("reference"))
_OF_DRAFT = select(tables.submission).where(tables.submission.c.draft == bindparam("draft"))
_OF_BUSINESS = (
    select(tables.submission)
    .where(tables.submission.c.business == bindparam("business"))
    .order_by(tables.submission.c.at.desc(), tables.submission.c.reference)
)
_DRAFT_KEY = ("draft", "revision", "account", "business", "form")
_TAKE = delete(tables.draft).where(
    tables.draft.c.id == bindparam("draft"),
    *(tables.draft.c[name] == bindparam(name) for name in _DRAFT_KEY[1:]),
)
_NAME = update(tables.party).where(tables.party.c.id == bindparam("party")).values(name=bindparam("to"))
