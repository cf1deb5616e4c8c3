"""Work in the background: whoever takes a job has it for a while, and only then may end it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, bindparam, delete, insert, or_, select, update

from runtime.dataset import tables
from runtime.dataset.engine.database import Database
from runtime.dataset.records.jobs import Handover, Job, JobKind
from runtime.dataset.records.refusals import Collision

_LONGEST_WAIT = timedelta(hours=6)  # nothing is ever put off for longer
_CLOCK_STEPS = timedelta(minutes=1)  # that are no reason to take a job away from somebody


class Jobs:
    """The repository of what is to be done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, kind: JobKind, due: datetime) -> None:
        """See that work which is done again and again has a job; one that it has already stays as it is."""
        with self._database.reading() as snapshot:
            if snapshot.scalar(_PLANNED, {"of_kind": kind}):
                return
        try:
            with self._database.writing() as connection:
                connection.execute(_ADD, new_job_row(kind, "", due))
        except Collision:
            pass  # somebody else planned it in this moment

    def take(self, kind: JobKind, at: datetime, lease: timedelta) -> Job | None:
        """Take the most urgent job of a kind for as long as ``lease``; None when nothing is to be done.

        What was never tried comes first, then what has been due for longest: work that fails again and again
        holds nothing else up. Nobody else takes the job until its lease has run out. What a wrong clock
        dated too far into the future counts as due, and as nobody's.
        """
        moments = {"now": at, "too_late": at + _LONGEST_WAIT, "too_long": at + lease + _CLOCK_STEPS}
        with self._database.reading() as snapshot:  # looking for work that is not there locks nobody out
            if not snapshot.scalar(_NEXT, {"of_kind": kind, **moments}):
                return None
        with self._database.writing() as connection:
            number = connection.scalar(_NEXT_FREE, {"of_kind": kind, **moments})
            if number is None:
                return None
            row = connection.execute(_TAKE, {"this": number, "until": at + lease}).mappings().one()
        return Job(**row)

    def finish(self, job: Job) -> bool:
        """Forget a job that is done. False, and nothing is written, when it was given to somebody else."""
        with self._database.writing() as connection:
            return _finish(connection, job)

    def put_off(self, job: Job, due: datetime) -> bool:
        """Give a job back until ``due``. False, and nothing is written, when somebody else has it."""
        with self._database.writing() as connection:
            return _put_off(connection, job, due)

    def end_delivery(self, job: Job, handover: Handover) -> bool:
        """Write down what became of a message, and finish its job or put it off, in one transaction.

        False, and nothing is written, when the job was given to somebody else.
        """
        with self._database.writing() as connection:
            delayed = handover.state == "delayed"
            ours = _put_off(connection, job, handover.at) if delayed else _finish(connection, job)
            if ours:
                connection.execute(_NOTE, _noted(job, handover))
        return ours


def new_job_row(kind: JobKind, about: str, due: datetime) -> dict[str, object]:
    """A job about to be written, which nobody has."""
    return {"kind": kind, "about": about, "due": due, "tries": 0, "lease": None}


def _noted(job: Job, handover: Handover) -> dict[str, object]:
    sent = handover.at if handover.state == "sent" else None
    return {"message": job.about, "to": handover.state, "why": handover.problem, "when": sent}


def _finish(connection: Connection, job: Job) -> bool:
    return connection.execute(_FINISH, {"this": job.number, "taken": job.tries}).rowcount == 1


def _put_off(connection: Connection, job: Job, due: datetime) -> bool:
    to = {"this": job.number, "taken": job.tries, "to": due}
    return connection.execute(_PUT_OFF, to).rowcount == 1


def _next() -> Select[tuple[int]]:
    one = tables.job.c
    return (
        select(one.number)
        .where(
            one.kind == bindparam("of_kind"),
            or_(one.due <= bindparam("now"), one.due > bindparam("too_late")),
            or_(one.lease.is_(None), one.lease <= bindparam("now"), one.lease > bindparam("too_long")),
        )
        .order_by(one.tries, one.due, one.number)
        .limit(1)
    )


_ADD = insert(tables.job).inline()
_PLANNED = select(tables.job.c.number).where(
    tables.job.c.kind == bindparam("of_kind"), tables.job.c.about == ""
)
_NEXT = _next()
_NEXT_FREE = _next().with_for_update(skip_locked=True)  # one that nobody else is taking in this moment
_TAKE = (
    update(tables.job)
    .where(tables.job.c.number == bindparam("this"))
    .values(tries=tables.job.c.tries + 1, lease=bindparam("until"))
    .returning(
        tables.job.c.number, tables.job.c.kind, tables.job.c.about, tables.job.c.tries, tables.job.c.lease
    )
)
# Each taking counts, so that a job which was given to somebody else meanwhile has another count.
_OURS = (tables.job.c.number == bindparam("this"), tables.job.c.tries == bindparam("taken"))
_FINISH = delete(tables.job).where(*_OURS)
_PUT_OFF = update(tables.job).where(*_OURS).values(due=bindparam("to"), lease=None)
_NOTE = (
    update(tables.outbox)
    .where(tables.outbox.c.id == bindparam("message"))
    .values(state=bindparam("to"), problem=bindparam("why"), sent=bindparam("when"))
)
