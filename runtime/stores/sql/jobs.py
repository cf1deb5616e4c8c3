"""Work in the background on SQL: whoever takes a job has it for a while, and only then may end it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, bindparam, delete, or_, select, update

from runtime.stores.message_records import Handover, Job, JobKind
from runtime.stores.shared import rows
from runtime.stores.shared.gate import instant
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database, Transaction
from runtime.stores.sql.statements import adding

_LONGEST_WAIT = timedelta(hours=6)  # nothing is ever put off for longer
_CLOCK_STEPS = timedelta(minutes=1)  # that are no reason to take a job away from somebody


class Jobs:
    """The part of the store that knows what is to be done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, kind: JobKind, due: datetime) -> None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            if snapshot.row(_PLANNED, of_kind=kind):
                return
        with self._database.writing() as transaction:
            if not transaction.row(_PLANNED, of_kind=kind):
                transaction.add(_ADD, [rows.job_row(kind, "", instant(due))])

    def take_job(self, kind: JobKind, at: datetime, lease: timedelta) -> Job | None:
        """See `Store`."""
        moments = {
            "now": instant(at),
            "too_late": instant(at + _LONGEST_WAIT),
            "too_long": instant(at + lease + _CLOCK_STEPS),
        }
        with self._database.reading() as snapshot:  # looking for work that is not there locks nobody out
            if not snapshot.row(_NEXT, of_kind=kind, **moments):
                return None
        with self._database.writing() as transaction:
            row = transaction.row(_TAKE, of_kind=kind, until=instant(at + lease), **moments)
        return rows.job(row) if row else None

    def finish(self, job: Job) -> bool:
        """See `Store`."""
        with self._database.writing() as transaction:
            return _finish(transaction, job)

    def put_off(self, job: Job, due: datetime) -> bool:
        """See `Store`."""
        with self._database.writing() as transaction:
            return _put_off(transaction, job, due)

    def end_delivery(self, job: Job, handover: Handover) -> bool:
        """See `Store`."""
        sent = instant(handover.at) if handover.state == "sent" else ""
        with self._database.writing() as transaction:
            if handover.state == "delayed":
                ours = _put_off(transaction, job, handover.at)
            else:
                ours = _finish(transaction, job)
            if ours:
                transaction.change_one(
                    _NOTE, message=job.about, to=handover.state, why=handover.problem, when=sent
                )
        return ours


def _finish(transaction: Transaction, job: Job) -> bool:
    return transaction.change(_FINISH, this=job.number, taken=job.tries) == 1


def _put_off(transaction: Transaction, job: Job, due: datetime) -> bool:
    return transaction.change(_PUT_OFF, this=job.number, taken=job.tries, to=instant(due)) == 1


def _next() -> Select[tuple[int]]:
    one = tables.job.alias().c
    return (
        select(one.number)
        .where(
            one.kind == bindparam("of_kind"),
            or_(one.due <= bindparam("now"), one.due > bindparam("too_late")),
            or_(one.lease <= bindparam("now"), one.lease > bindparam("too_long")),
        )
        .order_by(one.tries, one.due, one.number)
        .limit(1)
    )


_ADD = adding(tables.job)
_PLANNED = select(tables.job.c.number).where(
    tables.job.c.kind == bindparam("of_kind"), tables.job.c.about == ""
)
_NEXT = _next()
_TAKE = (
    update(tables.job)
    .where(tables.job.c.number == _NEXT.scalar_subquery())
    .values(tries=tables.job.c.tries + 1, lease=bindparam("until"))
    .returning(
        tables.job.c.number, tables.job.c.kind, tables.job.c.about, tables.job.c.tries, tables.job.c.lease
    )
)
# Each taking counts, so that a job which was given to somebody else meanwhile has another count.
_OURS = (tables.job.c.number == bindparam("this"), tables.job.c.tries == bindparam("taken"))
_FINISH = delete(tables.job).where(*_OURS)
_PUT_OFF = update(tables.job).where(*_OURS).values(due=bindparam("to"), lease="")
_NOTE = (
    update(tables.outbox)
    .where(tables.outbox.c.id == bindparam("message"))
    .values(state=bindparam("to"), problem=bindparam("why"), sent=bindparam("when"))
)
