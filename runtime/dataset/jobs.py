"""Background jobs: a worker takes a job for the time of a lease.

A letter is its own job for as long as it is to be delivered: its row in the outbox says when it is due. Work
that is done again and again has a row in the table of jobs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    insert,
    literal,
    or_,
    select,
    update,
)

from runtime.dataset import tables
from runtime.dataset.engine.database import Database
from runtime.dataset.records.errors import Collision
from runtime.dataset.records.jobs import Handover, Job, JobKind

_LONGEST_WAIT = timedelta(hours=6)  # no job is delayed for longer
_CLOCK_STEPS = timedelta(minutes=1)  # a smaller step of the clock does not end a lease


class Jobs:
    """The repository of jobs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, kind: JobKind, due: datetime) -> None:
        """Create the job of a recurring kind, unless it exists."""
        with self._database.reading() as snapshot:
            if snapshot.scalar(_PLANNED, {"of_kind": kind}):
                return
        try:
            with self._database.writing() as connection:
                connection.execute(_ADD, {"kind": kind, "due": due, "tries": 0})
        except Collision:
            pass  # created by another process meanwhile

    def take(self, kind: JobKind, at: datetime, lease: timedelta) -> Job | None:
        """Take the most urgent job of a kind for the time ``lease``; None when nothing is due.

        First those never tried, then those due for longest, so that failing jobs do not block others. Nobody
        else gets the job until its lease expires. Dates too far in the future, from a wrong clock, count as
        due and as expired.
        """
        queue = _QUEUES[kind]
        asked = {"now": at, "too_late": at + _LONGEST_WAIT, "too_long": at + lease + _CLOCK_STEPS}
        with self._database.reading() as snapshot:  # polling without work takes no write lock
            if not snapshot.scalar(queue.next, asked):
                return None
        with self._database.writing() as connection:
            number = connection.scalar(queue.next_free, asked)
            if number is None:
                return None
            row = connection.execute(queue.take, {"this": number, "until": at + lease}).mappings().one()
        return Job(**row, kind=kind)

    def put_off(self, job: Job, due: datetime) -> bool:
        """Return a job until ``due``. False, without writing, when another worker has taken it."""
        with self._database.writing() as connection:
            return _end(connection, job, _QUEUES[job.kind].put_off, {"to": due})

    def end_delivery(self, job: Job, handover: Handover) -> bool:
        """Record the result of a delivery, and whether it is tried again, in one transaction.

        False, without writing, when another worker has taken the job.
        """
        with self._database.writing() as connection:
            return _end(connection, job, _END_DELIVERY, _ended(handover))


class _Queue:
    """The statements on a table whose rows are jobs while they have a due time."""

    def __init__(self, table: Table, about: ColumnElement[str], *which: ColumnElement[bool]) -> None:
        one = table.c
        self.next = _next(table, *which)
        self.next_free = self.next.with_for_update(skip_locked=True)  # skips jobs that are being taken
        self.take = (
            update(table)
            .where(one.number == bindparam("this"))
            .values(tries=one.tries + 1, lease=bindparam("until"))
            .returning(one.number, about.label("about"), one.tries, one.lease)
        )
        # The number of tries identifies the current holder: it rises each time the job is taken.
        self.ours = update(table).where(
            one.number == bindparam("this"), one.tries == bindparam("taken"), one.due.is_not(None)
        )
        self.put_off = self.ours.values(due=bindparam("to"), lease=None)


def _next(table: Table, *which: ColumnElement[bool]) -> Select[tuple[int]]:
    one = table.c
    return (
        select(one.number)
        .where(
            *which,
            one.due.is_not(None),
            or_(one.due <= bindparam("now"), one.due > bindparam("too_late")),
            or_(one.lease.is_(None), one.lease <= bindparam("now"), one.lease > bindparam("too_long")),
        )
        .order_by(one.tries, one.due, one.number)
        .limit(1)
    )


def _end(connection: Connection, job: Job, statement: Any, values: Mapping[str, object]) -> bool:
    asked = {"this": job.number, "taken": job.tries, **values}
    return connection.execute(statement, asked).rowcount == 1


def _ended(handover: Handover) -> dict[str, object]:
    return {
        "to": handover.state,
        "why": handover.problem,
        "when": handover.at if handover.state == "sent" else None,
        "again": handover.at if handover.state == "delayed" else None,
    }


_LETTERS = _Queue(tables.outbox, tables.outbox.c.id)
_CLEARING = _Queue(tables.job, literal(""), tables.job.c.kind == "clear")
_QUEUES: Mapping[JobKind, _Queue] = {"deliver": _LETTERS, "clear": _CLEARING}
_ADD = insert(tables.job).inline()
_PLANNED = select(tables.job.c.number).where(tables.job.c.kind == bindparam("of_kind"))
_END_DELIVERY = _LETTERS.ours.values(
    state=bindparam("to"),
    problem=bindparam("why"),
    sent=bindparam("when"),
    due=bindparam("again"),
    lease=None,
)
