"""Cases on SQL: the steps of submissions, the messages about them, and what is new since the last visit."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, select, update

from runtime.stores.case_records import News, NewTransition, Transition
from runtime.stores.message_records import Message
from runtime.stores.records import Session, StatusMoved
from runtime.stores.shared import case_rows, fact_rows, rows
from runtime.stores.shared.gate import instant
from runtime.stores.shared.identifiers import new_id
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database, Transaction
from runtime.stores.sql.messages import insert_messages
from runtime.stores.sql.statements import adding


class Cases:
    """The part of the store that knows how submissions fare."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def move(self, new: NewTransition) -> Transition:
        """See `Store`."""
        with self._database.writing() as transaction:
            _follow(transaction, new)
            transaction.add(_ADD, [case_rows.transition_row(new)])
            letters = [rows.message_row(new_id(), one, new.at, new.reference) for one in new.messages]
            insert_messages(transaction, letters)
            transaction.add(_ADD_ENTRY, [case_rows.moved_row(new)])
            return case_rows.transition(transaction.rows(_STEPS, reference=new.reference)[-1])

    def transitions(self, reference: str) -> Sequence[Transition]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return [case_rows.transition(row) for row in snapshot.rows(_STEPS, reference=reference)]

    def messages_about(self, reference: str) -> Sequence[Message]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return [rows.message(row) for row in snapshot.rows(_ABOUT, reference=reference)]

    def news(self, session: Session) -> News:
        """See `Store`."""
        if session.since is None:
            return News()
        account, business, since = session.account, session.business.id, instant(session.since)
        parties = {"business": business, "of": session.business.of, "person": account.person.id}
        with self._database.reading() as snapshot:
            facts = snapshot.rows(_NEW_FACTS, account=account.id, since=session.since_fact, **parties)
            moved = snapshot.rows(_NEW_STEPS, since=since, business=business)
            letters = snapshot.rows(
                _NEW_MESSAGES, to=rows.folded(account.email), since=since, business=business
            )
        return News(
            tuple(fact_rows.fact(row) for row in reversed(facts)),
            tuple(rows.sent(row) for row in moved),
            tuple(rows.message(row) for row in reversed(letters)),
        )


def _follow(transaction: Transaction, new: NewTransition) -> None:
    follow = _FOLLOW if new.by == "owner" else _FOLLOW_AND_TELL
    moved = {} if new.by == "owner" else {"at": instant(new.at)}
    if transaction.change(follow, this=new.reference, follows=new.follows, to=new.status, **moved) == 1:
        return
    if transaction.row(_THERE, reference=new.reference):
        raise StatusMoved(new.reference)
    raise KeyError(new.reference)


_MOST_NEWS = 50  # of each kind: a page shows fewer
_ADD = adding(tables.transition)
_ADD_ENTRY = adding(tables.audit)
_THERE = select(tables.submission.c.reference).where(tables.submission.c.reference == bindparam("reference"))
_FOLLOW = (
    update(tables.submission)
    .where(
        tables.submission.c.reference == bindparam("this"), tables.submission.c.status == bindparam("follows")
    )
    .values(status=bindparam("to"))
)
_FOLLOW_AND_TELL = _FOLLOW.values(moved=bindparam("at"))
_STEPS = (
    select(tables.transition)
    .where(tables.transition.c.reference == bindparam("reference"))
    .order_by(tables.transition.c.number)
)
_ABOUT = (
    select(tables.outbox)
    .where(tables.outbox.c.about == bindparam("reference"))
    .order_by(tables.outbox.c.number)
)
_NEW_FACTS = (
    select(tables.fact)
    .where(
        tables.fact.c.party.in_([bindparam("business"), bindparam("of"), bindparam("person")]),
        tables.fact.c.version > bindparam("since"),
        tables.fact.c.status == "accepted",
        tables.fact.c.said_by != bindparam("account"),
    )
    .order_by(tables.fact.c.version.desc())
    .limit(_MOST_NEWS)
)
_NEW_STEPS = (
    select(*(tables.submission.c[name] for name in rows.SENT_COLUMNS))
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
