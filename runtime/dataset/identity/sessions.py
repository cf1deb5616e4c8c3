"""Sessions: the signed-in browsers, and the last visit of each account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, or_, select, update

from runtime.dataset import tables
from runtime.dataset.batches import BATCH
from runtime.dataset.engine.database import Database
from runtime.dataset.identity.accounts import account_of, accounts
from runtime.dataset.records.errors import Unavailable
from runtime.dataset.records.identity import Session, SignedIn

_MOMENT = 0.1  # seconds that a page may wait to record the use of its session


class Sessions:
    """Part of `Identity`."""

    _database: Database

    def open_session(
        self, cookie_hash: str, account: str, business: str, csrf: str, at: datetime, agent: str = ""
    ) -> None:
        """Begin a session, which records the account's visit before it."""
        row = {
            "cookie_hash": cookie_hash,
            "account": account,
            "business": business,
            "csrf": csrf,
            "opened": at,
            "seen": at,
            "agent": agent,
        }
        with self._database.writing() as connection:
            since, since_facts = _last_visit(connection, account)
            known = {"since": since, "since_facts": since_facts, "seen_facts": _newest(connection, account)}
            connection.execute(_ADD, {**row, **known})

    def session(self, cookie_hash: str) -> Session | None:
        """The session of a cookie; the caller checks its age.

        If the account may not act for the session's business any more, it gets the first of the others; None
        when there is none.
        """
        with self._database.reading() as snapshot:
            return session_of(snapshot.execute(SESSION, {"cookie": cookie_hash}).mappings().all())

    def sessions(self, account: str) -> Sequence[SignedIn]:
        """The sessions of an account, last used first, including expired ones."""
        with self._database.reading() as snapshot:
            return [SignedIn(**row) for row in snapshot.execute(_SESSIONS, {"account": account}).mappings()]

    def touch_session(self, cookie_hash: str, at: datetime) -> None:
        """Record that the session was used (callers do this at most once a minute).

        Does nothing when the session has ended, or when others are writing, so that no page waits for it.
        """
        try:
            with self._database.writing(durable=False, patience=_MOMENT) as connection:
                account = connection.scalar(_ACCOUNT_OF, {"cookie": cookie_hash})
                if account:
                    seen = {"now": at, "facts": _newest(connection, account)}
                    connection.execute(_TOUCH, {"cookie": cookie_hash, **seen})
        except Unavailable:
            pass  # the next page records it

    def act_for(self, cookie_hash: str, business: str) -> None:
        """Switch the session to another business of its account; raises KeyError for any other."""
        with self._database.writing() as connection:
            if connection.scalar(_MAY_ACT_FOR, {"cookie": cookie_hash, "business": business}) is None:
                raise KeyError(business)
            connection.execute(_ACT_FOR, {"cookie": cookie_hash, "to": business})

    def close_session(self, cookie_hash: str) -> None:
        """End a session."""
        with self._database.writing() as connection:
            _end(connection, cookie_hash)

    def close_other_sessions(self, cookie_hash: str) -> None:
        """End all sessions of the account except this one; does nothing when this one has ended."""
        with self._database.writing() as connection:
            for other in connection.execute(_OTHERS, {"cookie": cookie_hash}).scalars().all():
                _end(connection, other)

    def clear_sessions(self, used: datetime, opened: datetime) -> int:
        """End a batch of the sessions last used, or opened, before these times, like a sign-out. Returns how
        many.
        """
        with self._database.reading() as snapshot:
            found = snapshot.execute(_OLD, {"used": used, "begun": opened}).scalars().all()
        if found:
            with self._database.writing() as connection:
                for cookie_hash in found:
                    _end(connection, cookie_hash)
        return len(found)


def session_of(found: Sequence[RowMapping]) -> Session | None:
    """A session from the rows of `SESSION`, one for each business of its account.

    See `Sessions.session`.
    """
    if not found:
        return None
    first, account = found[0], account_of(found)
    acting = [business for business in account.businesses if business.id == first["acting_for"]]
    business = next(iter([*acting, *account.businesses]), None)
    if business is None:
        return None
    columns = ("csrf", "opened", "seen", "since")
    return Session(
        account, business, **{name: first[name] for name in columns}, seen_facts=first["since_facts"]
    )


def _end(connection: Connection, cookie_hash: str) -> None:
    """Delete a session, and store the time of the account's last visit."""
    connection.execute(_LEAVE, {"cookie": cookie_hash})
    connection.execute(_CLOSE, {"cookie": cookie_hash})


def _last_visit(connection: Connection, account: str) -> tuple[datetime | None, Mapping[str, int]]:
    """The time of the account's last visit, and the newest facts then."""
    visits = connection.execute(_VISITS, {"account": account}).all()
    past = [(seen, facts) for seen, facts in visits if seen]
    return max(past, key=lambda visit: visit[0], default=(None, {}))


def _newest(connection: Connection, account: str) -> dict[str, int]:
    """The newest fact about each party of an account.

    Separately, because of two parties the higher number may be committed first.
    """
    return {row.party: row.newest for row in connection.execute(_NEWEST_FACTS, {"account": account})}


_ADD = insert(tables.session).inline()
_THIS_SESSION = tables.session.c.cookie_hash == bindparam("cookie")
SESSION = (
    accounts()
    .add_columns(
        tables.session.c.business.label("acting_for"),
        tables.session.c.csrf,
        tables.session.c.opened,
        tables.session.c.seen,
        tables.session.c.since,
        tables.session.c.since_facts,
    )
    .join(tables.session, tables.session.c.account == tables.account.c.id)
    .where(_THIS_SESSION)
)
_ACCOUNT_OF = select(tables.session.c.account).where(_THIS_SESSION)
_PARTIES = (
    select(tables.account.c.person.label("party"))
    .where(tables.account.c.id == bindparam("account"))
    .union_all(
        select(tables.relationship.c.other)
        .join(tables.account, tables.account.c.person == tables.relationship.c.party)
        .where(tables.account.c.id == bindparam("account"), tables.relationship.c.kind == tables.ACTS_FOR)
    )
    .subquery()
)
_NEWEST_OF_PARTY = (
    select(func.coalesce(func.max(tables.fact.c.version), 0))
    .where(tables.fact.c.party == _PARTIES.c.party)
    .scalar_subquery()
)
_NEWEST_FACTS = select(_PARTIES.c.party, _NEWEST_OF_PARTY.label("newest"))
_TOUCH = (
    update(tables.session).where(_THIS_SESSION).values(seen=bindparam("now"), seen_facts=bindparam("facts"))
)
_VISITS: Any = (
    select(tables.session.c.seen, tables.session.c.seen_facts)
    .where(tables.session.c.account == bindparam("account"))
    .union_all(
        select(tables.account.c.last_here, tables.account.c.last_facts).where(
            tables.account.c.id == bindparam("account")
        )
    )
)
_SEEN = select(tables.session.c.seen).where(_THIS_SESSION).scalar_subquery()
_LEAVE = (
    update(tables.account)
    .where(
        tables.account.c.id.in_(select(tables.session.c.account).where(_THIS_SESSION)),
        or_(tables.account.c.last_here.is_(None), tables.account.c.last_here < _SEEN),
    )
    .values(
        last_here=_SEEN,
        last_facts=select(tables.session.c.seen_facts).where(_THIS_SESSION).scalar_subquery(),
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
        tables.relationship.c.kind == tables.ACTS_FOR,
        tables.relationship.c.other == bindparam("business"),
    )
)
_SESSIONS = (
    select(*(tables.session.c[name] for name in ("cookie_hash", "agent", "opened", "seen")))
    .where(tables.session.c.account == bindparam("account"))
    .order_by(tables.session.c.seen.desc())
)
_OTHERS = select(tables.session.c.cookie_hash).where(
    tables.session.c.cookie_hash != bindparam("cookie"),
    tables.session.c.account == select(tables.session.c.account).where(_THIS_SESSION).scalar_subquery(),
)
_OLD = (
    select(tables.session.c.cookie_hash)
    .where(or_(tables.session.c.seen < bindparam("used"), tables.session.c.opened < bindparam("begun")))
    .limit(BATCH)
)
