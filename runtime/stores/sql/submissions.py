"""Submissions on SQL: everything that one writes is one transaction, made once."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, delete, func, select, update

from runtime.stores.records import (
    FactsMoved,
    NewSubmission,
    Sent,
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
from runtime.stores.sql.uploads import LooseFiles, keep


class Submissions:
    """The part of the store that knows what was sent."""

    def __init__(self, database: Database, prefix: str, loose: LooseFiles) -> None:
        self._database = database
        self._prefix = prefix
        self._loose = loose

    def submit(self, new: NewSubmission) -> Submission:
        """See `Store`."""
        with self._database.writing() as transaction:
            if before := _sent_before(transaction, new):
                return before
            sent = self._write(transaction, new)
            loosened = keep(transaction, new.draft, new.account, new.files)
        self._loose.forget_after(loosened)
        return sent

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

    def sent(self, business: str, *, most: int, after: int = 0) -> Sequence[Sent]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            found = snapshot.rows(_PAGE, business=business, most=most, after=after)
        return [rows.sent(row) for row in found]

    def count_sent(self, business: str) -> int:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return int(snapshot.column(_COUNT, business=business)[0])

    def sent_in(self, business: str, statuses: Collection[str]) -> Sequence[Sent]:
        """See `Store`."""
        names = {f"status_{number}": status for number, status in enumerate(sorted(statuses))}
        with self._database.reading() as snapshot:
            found = snapshot.rows(_in_status(len(names)), business=business, **names) if names else []
        return [rows.sent(row) for row in found]

    def last_sent(self, business: str, forms: Collection[str]) -> Mapping[str, datetime]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            found = ((form, snapshot.column(_LAST, business=business, form=form)) for form in forms)
            return {form: rows.parse(at) for form, (at,) in found if at}

    def last_reference(self, account: str, business: str, form: str) -> str | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            found = snapshot.column(_LAST_REFERENCE, account=account, business=business, form=form)
        return found[0] if found else None

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
_SENT = select(*(tables.submission.c[name] for name in rows.SENT_COLUMNS)).where(
    tables.submission.c.business == bindparam("business")
)
_NEWEST_FIRST = (tables.submission.c.at.desc(), tables.submission.c.reference)
_PAGE = _SENT.order_by(*_NEWEST_FIRST).limit(bindparam("most")).offset(bindparam("after"))
_COUNT = (
    select(func.count())
    .select_from(tables.submission)
    .where(tables.submission.c.business == bindparam("business"))
)
_LAST = select(func.max(tables.submission.c.at)).where(
    tables.submission.c.business == bindparam("business"), tables.submission.c.form == bindparam("form")
)
_LAST_REFERENCE = (
    select(tables.submission.c.reference)
    .where(
        tables.submission.c.business == bindparam("business"),
        tables.submission.c.form == bindparam("form"),
        tables.submission.c.account == bindparam("account"),
    )
    .order_by(*_NEWEST_FIRST)
    .limit(1)
)
_MOST_WAITING = 100


@functools.cache
def _in_status(count: int) -> Select[Any]:
    """The submissions in one of so many statuses."""
    names: list[BindParameter[str]] = [bindparam(f"status_{number}") for number in range(count)]
    found = _SENT.where(tables.submission.c.status.in_(names))
    return found.order_by(*_NEWEST_FIRST).limit(_MOST_WAITING)


_DRAFT_KEY = ("draft", "revision", "account", "business", "form")
_TAKE = delete(tables.draft).where(
    tables.draft.c.id == bindparam("draft"),
    *(tables.draft.c[name] == bindparam(name) for name in _DRAFT_KEY[1:]),
)
_NAME = update(tables.party).where(tables.party.c.id == bindparam("party")).values(name=bindparam("to"))
