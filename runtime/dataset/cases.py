"""Cases: transitions of submissions, and news since an account's last visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, insert, or_, select, update

from runtime.dataset import tables
from runtime.dataset.audit import insert_entry
from runtime.dataset.engine.database import Database
from runtime.dataset.facts import fact_of
from runtime.dataset.identifiers import folded
from runtime.dataset.inserting import insert_rows
from runtime.dataset.outbox import insert_messages, message_of
from runtime.dataset.records.cases import News, NewTransition, Transition
from runtime.dataset.records.errors import StatusMoved
from runtime.dataset.records.identity import Session
from runtime.dataset.records.submissions import RECEIVED
from runtime.dataset.sent_rows import SENT_COLUMNS, sent_of


class Cases:
    """The repository of cases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def move(self, new: NewTransition) -> Transition:
        """Write a transition, the new status, messages and audit entry in one transaction.

        Raises KeyError for an unknown reference, and StatusMoved when its status is not the one that the
        transition starts from. Then nothing was written.
        """
        with self._database.writing() as connection:
            _follow(connection, new)
            number = connection.execute(_ADD_AND_COUNT, _columns(new)).scalar_one()
            insert_messages(connection, new.messages, new.at, new.reference)
            insert_entry(connection, new.actor or new.by, f"moved to {new.status}", new.reference, new.at)
        return Transition(number, **_columns(new))

    def transitions(self, reference: str) -> Sequence[Transition]:
        """All transitions of a submission, oldest first; the first is sending it."""
        with self._database.reading() as snapshot:
            found = snapshot.execute(_STEPS, {"reference": reference}).mappings()
            return [Transition(**row) for row in found]

    def news(self, session: Session) -> News:
        """What others did for the session's business and person since the account's last visit.

        For a location it includes its business. Empty before the second visit.
        """
        if session.since is None:
            return News()
        since = {"since": session.since - self._database.longest_write, "business": session.business.id}
        with self._database.reading() as snapshot:
            facts = snapshot.execute(_NEW_FACTS, _marks(session)).mappings().all()
            moved = snapshot.execute(_NEW_STEPS, since).mappings().all()
            asked = {**since, "to": folded(session.account.email)}
            letters = snapshot.execute(_NEW_MESSAGES, asked).mappings().all()
        return News(
            tuple(fact_of(row) for row in reversed(facts)),
            tuple(sent_of(row) for row in moved),
            tuple(message_of(row) for row in reversed(letters)),
        )


def insert_first_step(connection: Connection, reference: str, account: str, at: datetime) -> None:
    """Insert the transition for sending, in this transaction."""
    first = NewTransition(reference, RECEIVED, "", at, "owner", account)
    insert_rows(connection, tables.transition, [_columns(first)])


def _columns(new: NewTransition) -> dict[str, Any]:
    return {name: getattr(new, name) for name in _STEP_COLUMNS}


def _follow(connection: Connection, new: NewTransition) -> None:
    follow = _FOLLOW if new.by == "owner" else _FOLLOW_AND_TELL
    moved = {} if new.by == "owner" else {"when": new.at}
    this = {"this": new.reference, "follows": new.follows, "to": new.status}
    if connection.execute(follow, {**this, **moved}).rowcount == 1:
        return
    if connection.scalar(_THERE, {"reference": new.reference}):
        raise StatusMoved(new.reference)
    raise KeyError(new.reference)


def _marks(session: Session) -> dict[str, object]:
    """The newest facts at the account's last visit, by party.

    Parties added since count from the newest of the others.
    """
    then = session.seen_facts
    others = max(then.values(), default=0)
    parties = {
        "business": session.business.id,
        "of": session.business.of,
        "person": session.account.person.id,
    }
    return {
        "account": session.account.id,
        **parties,
        **{f"since_{name}": then.get(party, others) for name, party in parties.items()},
    }


_STEP_COLUMNS = ("reference", "status", "at", "by", "actor", "note", "language")
_ADD_AND_COUNT = insert(tables.transition).returning(tables.transition.c.number)
_MOST_NEWS = 50  # of each kind: more than a page shows
_THERE = select(tables.submission.c.reference).where(tables.submission.c.reference == bindparam("reference"))
_FOLLOW = (
    update(tables.submission)
    .where(
        tables.submission.c.reference == bindparam("this"), tables.submission.c.status == bindparam("follows")
    )
    .values(status=bindparam("to"))
)
_FOLLOW_AND_TELL = _FOLLOW.values(moved=bindparam("when"))
_STEPS = (
    select(tables.transition)
    .where(tables.transition.c.reference == bindparam("reference"))
    .order_by(tables.transition.c.number)
)
_NEW_FACTS = (
    select(tables.fact)
    .where(
        or_(
            *(
                and_(
                    tables.fact.c.party == bindparam(name), tables.fact.c.version > bindparam(f"since_{name}")
                )
                for name in ("business", "of", "person")
            )
        ),
        tables.fact.c.status == "accepted",
        tables.fact.c.said_by != bindparam("account"),
    )
    .order_by(tables.fact.c.version.desc())
    .limit(_MOST_NEWS)
)
_NEW_STEPS = (
    select(*(tables.submission.c[name] for name in SENT_COLUMNS))
    .where(
        tables.submission.c.business == bindparam("business"), tables.submission.c.moved > bindparam("since")
    )
    .order_by(tables.submission.c.moved.desc(), tables.submission.c.reference)
    .limit(_MOST_NEWS)
)
_TELLS_OF_A_STEP = exists().where(
    tables.transition.c.reference == tables.outbox.c.about, tables.transition.c.at == tables.outbox.c.at
)
_NEW_MESSAGES = (
    select(tables.outbox)
    .where(
        tables.outbox.c.folded == bindparam("to"),
        tables.outbox.c.at > bindparam("since"),
        exists().where(
            tables.submission.c.reference == tables.outbox.c.about,
            tables.submission.c.business == bindparam("business"),
        ),
        ~_TELLS_OF_A_STEP,
    )
    .order_by(tables.outbox.c.at.desc(), tables.outbox.c.number.desc())
    .limit(_MOST_NEWS)
)
