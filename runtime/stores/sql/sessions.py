"""Sessions on SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from runtime.stores.entrance import SignedIn
from runtime.stores.records import Session, Unavailable
from runtime.stores.shared import rows
from runtime.stores.shared.gate import instant
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database, Transaction
from runtime.stores.sql.people import account_of, accounts
from runtime.stores.sql.statements import adding

_MOMENT = 0.1  # seconds that a page may wait for a note of its being read


class Sessions:
    """The part of the store that knows which browsers are signed in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open_session(
        self, cookie_hash: str, account: str, business: str, csrf: str, at: datetime, agent: str = ""
    ) -> None:
        """See `Entrance`."""
        row = {
            "cookie_hash": cookie_hash,
            "account": account,
            "business": business,
            "csrf": csrf,
            "opened": instant(at),
            "seen": instant(at),
            "agent": agent,
        }
        with self._database.writing() as transaction:
            transaction.add(_ADD_SESSION, [{**row, **_last_visit(transaction, account)}])

    def session(self, cookie_hash: str) -> Session | None:
        """See `Entrance`."""
        with self._database.reading() as snapshot:
            found = snapshot.rows(SESSION, cookie=cookie_hash)
        return session_of(found) if found else None

    def sessions(self, account: str) -> Sequence[SignedIn]:
        """See `Entrance`."""
        with self._database.reading() as snapshot:
            return [rows.signed_in(row) for row in snapshot.rows(_SESSIONS, account=account)]

    def touch_session(self, cookie_hash: str, at: datetime) -> None:
        """See `Entrance`."""
        try:
            with self._database.writing(durable=False, patience=_MOMENT) as transaction:
                transaction.change(_TOUCH, cookie=cookie_hash, now=instant(at))
        except Unavailable:
            pass  # the next page notes it

    def act_for(self, cookie_hash: str, business: str) -> None:
        """See `Entrance`."""
        with self._database.writing() as transaction:
            if not transaction.row(_MAY_ACT_FOR, cookie=cookie_hash, business=business):
                raise KeyError(business)
            transaction.change_one(_ACT_FOR, cookie=cookie_hash, to=business)

    def close_session(self, cookie_hash: str) -> None:
        """See `Entrance`."""
        with self._database.writing() as transaction:
            end_session(transaction, cookie_hash)

    def close_other_sessions(self, cookie_hash: str) -> None:
        """See `Entrance`."""
        with self._database.writing() as transaction:
            for other in transaction.column(_OTHERS, cookie=cookie_hash):
                end_session(transaction, other)


def session_of(found: list[dict[str, Any]]) -> Session:
    """One session from the rows of `SESSION`: one for each business that its account acts for."""
    return rows.session(found[0], account_of(found))


def end_session(transaction: Transaction, cookie_hash: str) -> None:
    """Forget a session, and note for the next one when its account was last here."""
    transaction.change(_LEAVE, cookie=cookie_hash)
    transaction.change(_CLOSE, cookie=cookie_hash)


def _last_visit(transaction: Transaction, account: str) -> dict[str, object]:
    """When the account was last here and the newest fact then, and the newest fact now."""
    visits = transaction.rows(_VISITS, account=account)
    since, since_fact = max((row["seen"], row["seen_fact"]) for row in visits) if visits else ("", 0)
    (newest,) = transaction.column(_NEWEST_FACT)
    return {"since": since, "since_fact": since_fact, "seen_fact": newest}


_ADD_SESSION = adding(tables.session)
SESSION = (
    accounts()
    .add_columns(
        tables.session.c.business.label("acting_for"),
        tables.session.c.csrf,
        tables.session.c.opened,
        tables.session.c.seen,
        tables.session.c.since,
        tables.session.c.since_fact,
    )
    .join(tables.session, tables.session.c.account == tables.account.c.id)
    .where(tables.session.c.cookie_hash == bindparam("cookie"))
)
_THIS_SESSION = tables.session.c.cookie_hash == bindparam("cookie")
_NEWEST_FACT = select(func.coalesce(func.max(tables.fact.c.version), 0))
_TOUCH = (
    update(tables.session)
    .where(_THIS_SESSION)
    .values(seen=bindparam("now"), seen_fact=_NEWEST_FACT.scalar_subquery())
)
_VISITS = (
    select(tables.session.c.seen, tables.session.c.seen_fact)
    .where(tables.session.c.account == bindparam("account"))
    .union_all(
        select(tables.account.c.last_here, tables.account.c.last_fact).where(
            tables.account.c.id == bindparam("account")
        )
    )
)
_LEAVE = (
    update(tables.account)
    .where(
        tables.account.c.id.in_(select(tables.session.c.account).where(_THIS_SESSION)),
        tables.account.c.last_here < select(tables.session.c.seen).where(_THIS_SESSION).scalar_subquery(),
    )
    .values(
        last_here=select(tables.session.c.seen).where(_THIS_SESSION).scalar_subquery(),
        last_fact=select(tables.session.c.seen_fact).where(_THIS_SESSION).scalar_subquery(),
    )
)
_ACT_FOR = update(tables.session).where(_THIS_SESSION).values(business=bindparam("to"))
_CLOSE = delete(tables.session).where(_THIS_SESSION)
_MAY_ACT_FOR = (
    select(tables.relationship.c.number)
    .join_from(tables.session, tables.account, tables.account.c.id == tables.session.c.account)
    .join(tables.relationship, tables.relationship.c.party == tables.account.c.person)
    .where(
        _THIS_SESSION,
        tables.relationship.c.kind == rows.ACTS_FOR,
        tables.relationship.c.other == bindparam("business"),
    )
)
_OF_ACCOUNT = tables.session.c.account == bindparam("account")
_SESSIONS = select(tables.session).where(_OF_ACCOUNT).order_by(tables.session.c.seen.desc())
_OTHERS = select(tables.session.c.cookie_hash).where(
    tables.session.c.cookie_hash != bindparam("cookie"),
    tables.session.c.account == select(tables.session.c.account).where(_THIS_SESSION).scalar_subquery(),
)
