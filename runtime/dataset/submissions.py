"""Submissions, each written exactly once in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, select, update

from forms.model.outcome import Outcome
from runtime.dataset import tables
from runtime.dataset.audit import insert_entry
from runtime.dataset.cases import insert_first_step
from runtime.dataset.engine.database import Database
from runtime.dataset.facts import insert_facts, moved
from runtime.dataset.identifiers import new_reference, reference_written
from runtime.dataset.inserting import insert_rows
from runtime.dataset.outbox import insert_messages
from runtime.dataset.records.errors import FactsMoved, SentDifferently, StaleDraft
from runtime.dataset.records.submissions import RECEIVED, NewSubmission, Question, Sent, Submission
from runtime.dataset.sent_rows import SENT_COLUMNS, sent_of
from runtime.dataset.uploads import LooseFiles, keep

_MOST_WAITING = 100


class Submissions:
    """The repository of submissions."""

    def __init__(self, database: Database, prefix: str, loose: LooseFiles) -> None:
        self._database = database
        self._prefix = prefix
        self._loose = loose

    def submit(self, new: NewSubmission) -> Submission:
        """Write submission, facts, audit entry and messages and close the draft, exactly once.

        Files that it names are kept for ever; the draft's others are deleted. Returns the existing submission
        for the same draft and revision. Raises SentDifferently (already sent in another revision), StaleDraft
        (no such draft of this account, business and form in this revision) or FactsMoved; then nothing was
        written.
        """
        with self._database.writing() as connection:
            self._database.lock_parties(connection, _parties(new))
            closed = connection.execute(_CLOSE_DRAFT, {f"the_{name}": getattr(new, name) for name in _DRAFT})
            if closed.rowcount != 1:
                return _sent_before(connection, new)
            sent = self._write(connection, new)
            any_files = new.files or new.draft_files  # most drafts have none
            loosened = keep(connection, new.draft, new.account, new.files) if any_files else []
        self._loose.forget_after(loosened)
        return sent

    def get(self, reference: str) -> Submission | None:
        """A submission by its reference, case-insensitive, or None."""
        with self._database.reading() as snapshot:
            asked = {"reference": reference_written(reference)}
            row = snapshot.execute(_SUBMISSION, asked).mappings().first()
        return _submission_of(row) if row else None

    def of_draft(self, draft: str) -> Submission | None:
        """The submission of a draft, or None."""
        with self._database.reading() as snapshot:
            row = snapshot.execute(_OF_DRAFT, {"draft": draft}).mappings().first()
        return _submission_of(row) if row else None

    def of_business(self, business: str) -> Sequence[Submission]:
        """All submissions of a business with their answers, newest first: not for pages."""
        with self._database.reading() as snapshot:
            found = snapshot.execute(_OF_BUSINESS, {"business": business}).mappings()
            return [_submission_of(row) for row in found]

    def sent(self, business: str, *, most: int, after: int = 0) -> Sequence[Sent]:
        """At most ``most`` submissions of a business, newest first, without the first ``after``."""
        asked = {"business": business, "most": most, "after": after}
        with self._database.reading() as snapshot:
            return [sent_of(row) for row in snapshot.execute(_PAGE, asked).mappings()]

    def count(self, business: str) -> int:
        """The number of submissions of a business."""
        with self._database.reading() as snapshot:
            return snapshot.scalar(_COUNT, {"business": business}) or 0

    def in_status(self, business: str, statuses: Collection[str]) -> Sequence[Sent]:
        """The submissions of a business in one of these statuses, newest first; at most a hundred."""
        asked = {"business": business, "statuses": sorted(statuses)}
        with self._database.reading() as snapshot:
            return [sent_of(row) for row in snapshot.execute(_IN_STATUS, asked).mappings()]

    def last_sent(self, business: str, forms: Collection[str]) -> Mapping[str, datetime]:
        """When a business last sent each of these forms; forms never sent are left out."""
        asked = {"business": business, "forms": sorted(forms)}
        with self._database.reading() as snapshot:
            return {row.form: row.last for row in snapshot.execute(_LAST, asked)}

    def last_reference(self, account: str, business: str, form: str) -> str | None:
        """The reference of an account's last submission of a form for a business; None when there is none."""
        asked = {"account": account, "business": business, "form": form}
        with self._database.reading() as snapshot:
            return snapshot.scalar(_LAST_REFERENCE, asked)

    def _write(self, connection: Connection, new: NewSubmission) -> Submission:
        if masters := moved(connection, new.expected):
            raise FactsMoved(masters)
        # a collision (1 in 30⁸) raises an error, and trying again helps
        reference = new_reference(self._prefix)
        insert_rows(connection, tables.submission, [_row(new, reference)])
        insert_facts(connection, new.facts, reference)
        for party, name in new.names.items():
            if connection.execute(_NAME, {"party": party, "to": name}).rowcount != 1:
                raise KeyError(party)
        insert_messages(connection, new.messages, new.at, reference)
        insert_first_step(connection, reference, new.account, new.at)
        insert_entry(connection, new.account, "sent", reference, new.at)
        return _submission_as_sent(new, reference)


def _parties(new: NewSubmission) -> set[str]:
    """All parties whose facts a submission writes or depends on."""
    expected = {party for party, _ in new.expected}
    return {new.business, *(fact.party for fact in new.facts), *expected, *new.names}


def _sent_before(connection: Connection, new: NewSubmission) -> Submission:
    """The submission of a draft that was sent before; raises StaleDraft or SentDifferently."""
    found = connection.execute(_OF_DRAFT, {"draft": new.draft}).mappings().first()
    if found is None or found["account"] != new.account:
        raise StaleDraft(new.draft)
    if found["revision"] != new.revision:
        raise SentDifferently(found["reference"])
    return _submission_of(found)


def _row(new: NewSubmission, reference: str) -> dict[str, Any]:
    return {
        **{name: getattr(new, name) for name in _TAKEN_OVER},
        "reference": reference,
        "revision": new.revision,
        "status": RECEIVED,
        "questions": [_question_row(question) for question in new.questions],
    }


def _submission_as_sent(new: NewSubmission, reference: str) -> Submission:
    taken_over = {name: getattr(new, name) for name in _TAKEN_OVER}
    return Submission(**taken_over, reference=reference, status=RECEIVED, questions=new.questions)


def _submission_of(row: RowMapping) -> Submission:
    questions = tuple(_question_of(question) for question in row["questions"])
    return Submission(**{name: row[name] for name in SENT_COLUMNS}, questions=questions)


def _question_row(question: Question) -> dict[str, Any]:
    return {**vars(question), "outcome": question.outcome and str(question.outcome)}


def _question_of(row: Mapping[str, Any]) -> Question:
    return Question(**{**row, "outcome": Outcome(row["outcome"]) if row["outcome"] else None})


_DRAFT = ("draft", "revision", "account", "business", "form")
_CLOSE_DRAFT = delete(tables.draft).where(
    tables.draft.c.id == bindparam("the_draft"),
    *(tables.draft.c[name] == bindparam(f"the_{name}") for name in _DRAFT[1:]),
)
_TAKEN_OVER = (
    *("draft", "account", "business", "form", "form_version", "agency", "title", "language", "at"),
)
_COLUMNS = tables.submission.c
_OF_THIS_BUSINESS = _COLUMNS.business == bindparam("business")
_NEWEST_FIRST = (_COLUMNS.at.desc(), _COLUMNS.reference)
_SUBMISSION = select(tables.submission).where(_COLUMNS.reference == bindparam("reference"))
_OF_DRAFT = select(tables.submission).where(_COLUMNS.draft == bindparam("draft"))
_OF_BUSINESS = select(tables.submission).where(_OF_THIS_BUSINESS).order_by(*_NEWEST_FIRST)
_SENT = select(*(_COLUMNS[name] for name in SENT_COLUMNS)).where(_OF_THIS_BUSINESS)
_PAGE = _SENT.order_by(*_NEWEST_FIRST).limit(bindparam("most")).offset(bindparam("after"))
_COUNT = select(func.count()).select_from(tables.submission).where(_OF_THIS_BUSINESS)
_IN_STATUS = (
    _SENT.where(_COLUMNS.status.in_(bindparam("statuses", expanding=True)))
    .order_by(*_NEWEST_FIRST)
    .limit(_MOST_WAITING)
)
_LAST = (
    select(_COLUMNS.form, func.max(_COLUMNS.at).label("last"))
    .where(_OF_THIS_BUSINESS, _COLUMNS.form.in_(bindparam("forms", expanding=True)))
    .group_by(_COLUMNS.form)
)
_LAST_REFERENCE = (
    select(_COLUMNS.reference)
    .where(_OF_THIS_BUSINESS, _COLUMNS.form == bindparam("form"), _COLUMNS.account == bindparam("account"))
    .order_by(*_NEWEST_FIRST)
    .limit(1)
)
_NAME = update(tables.party).where(tables.party.c.id == bindparam("party")).values(name=bindparam("to"))
