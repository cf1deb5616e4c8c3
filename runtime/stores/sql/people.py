"""Accounts, sessions and parties on SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Select, bindparam, delete, func, select, update

from runtime.stores.records import Account, AddressTaken, Party, Session, Unavailable
from runtime.stores.shared import rows
from runtime.stores.shared.gate import instant
from runtime.stores.shared.identifiers import new_id
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database, Transaction
from runtime.stores.sql.statements import adding

_MOMENT = 0.1  # seconds that a page may wait for a note of its being read


class People:
    """The part of the store that knows who is who."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create_account(self, email: str, *, language: str, businesses: Sequence[Party] = ()) -> Account:
        """See `Store`."""
        with self._database.writing() as transaction:
            if transaction.row(_ADDRESS, address=rows.folded(email)):
                raise AddressTaken(email)
            for business in businesses:
                require_party(transaction, business.id)
            acted_for = tuple(businesses) or (_create_party(transaction, "business", ""),)
            person = _create_party(transaction, "person", "")
            account = Account(new_id(), email, person, acted_for, language)
            _insert_account(transaction, account)
        return account

    def account(self, email: str) -> Account | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            found = snapshot.rows(_ACCOUNT, address=rows.folded(email))
        return _account(found) if found else None

    def account_by_id(self, account: str) -> Account | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            found = snapshot.rows(_ACCOUNT_BY_ID, account=account)
        return _account(found) if found else None

    def open_session(self, cookie_hash: str, account: str, business: str, csrf: str, at: datetime) -> None:
        """See `Store`."""
        row = {
            "cookie_hash": cookie_hash,
            "account": account,
            "business": business,
            "csrf": csrf,
            "opened": instant(at),
            "seen": instant(at),
            "agent": "",
        }
        with self._database.writing() as transaction:
            transaction.add(_ADD_SESSION, [{**row, **_last_visit(transaction, account)}])

    def session(self, cookie_hash: str) -> Session | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return session_in(snapshot, cookie_hash)

    def touch_session(self, cookie_hash: str, at: datetime) -> None:
        """See `Store`."""
        try:
            with self._database.writing(durable=False, patience=_MOMENT) as transaction:
                transaction.change(_TOUCH, cookie=cookie_hash, now=instant(at))
        except Unavailable:
            pass  # the next page notes it

    def act_for(self, cookie_hash: str, business: str) -> None:
        """See `Store`."""
        with self._database.writing() as transaction:
            if not transaction.row(_MAY_ACT_FOR, cookie=cookie_hash, business=business):
                raise KeyError(business)
            transaction.change_one(_ACT_FOR, cookie=cookie_hash, to=business)

    def close_session(self, cookie_hash: str) -> None:
        """See `Store`."""
        with self._database.writing() as transaction:
            end_session(transaction, cookie_hash)

    def create_party(self, kind: Literal["business", "person"], name: str) -> Party:
        """See `Store`."""
        with self._database.writing() as transaction:
            return _create_party(transaction, kind, name)

    def create_location(self, account: str, business: str, name: str) -> Party:
        """See `Store`."""
        with self._database.writing() as transaction:
            of = transaction.row(_BUSINESS_OF_ACCOUNT, account=account, business=business)
            if of is None:
                raise KeyError(business)
            if known := transaction.row(_LOCATION_OF_ACCOUNT, account=account, business=business, name=name):
                return rows.acted_for(known["id"], "location", name, business, of["name"])
            location = _create_party(transaction, "location", name)
            people = transaction.rows(_PEOPLE_ACTING, business=business)
            links = [{"party": location.id, "kind": rows.LOCATION_OF, "other": business}]
            links += [{"party": row["party"], "kind": rows.ACTS_FOR, "other": location.id} for row in people]
            transaction.add(_ADD_RELATIONSHIP, links)
        return rows.acted_for(location.id, "location", name, business, of["name"])


def session_in(snapshot: Transaction, cookie_hash: str) -> Session | None:
    """The session behind a cookie, in this snapshot."""
    found = snapshot.rows(SESSION, cookie=cookie_hash)
    return session_of(found) if found else None


def session_of(found: list[dict[str, Any]]) -> Session:
    """One session from the rows of `SESSION`: one for each business that its account acts for."""
    return rows.session(found[0], _account(found))


def end_session(transaction: Transaction, cookie_hash: str) -> None:
    """Forget a session, and note for the next one when its account was last here."""
    transaction.change(_LEAVE, cookie=cookie_hash)
    transaction.change(_CLOSE, cookie=cookie_hash)


def require_party(transaction: Transaction, party: str) -> None:
    """Raise KeyError unless there is such a party."""
    if not transaction.row(_PARTY, party=party):
        raise KeyError(party)


def _last_visit(transaction: Transaction, account: str) -> dict[str, object]:
    """When the account was last here and the newest fact then, and the newest fact now."""
    visits = transaction.rows(_VISITS, account=account)
    since, since_fact = max((row["seen"], row["seen_fact"]) for row in visits) if visits else ("", 0)
    (newest,) = transaction.column(_NEWEST_FACT)
    return {"since": since, "since_fact": since_fact, "seen_fact": newest}


def _create_party(
    transaction: Transaction, kind: Literal["business", "location", "person"], name: str
) -> Party:
    party = Party(new_id(), kind, name)
    transaction.add(_ADD_PARTY, [{"id": party.id, "kind": kind, "name": name}])
    return party


def _insert_account(transaction: Transaction, account: Account) -> None:
    row = {
        "id": account.id,
        "email": account.email,
        "folded": rows.folded(account.email),
        "person": account.person.id,
        "language": account.language,
        "last_here": "",
        "last_fact": 0,
    }
    transaction.add(_ADD_ACCOUNT, [row])
    links = [{"party": account.person.id, "kind": rows.ACTS_FOR, "other": to.id} for to in account.businesses]
    transaction.add(_ADD_RELATIONSHIP, links)


def _account(found: list[dict[str, Any]]) -> Account:
    """One account from its rows: one for each business."""
    person = Party(found[0]["person"], "person", found[0]["person_name"])
    businesses = [
        rows.acted_for(row["business"], row["kind"], row["business_name"], row["of"], row["of_name"])
        for row in found
    ]
    return rows.account(found[0], person, businesses)


def _accounts() -> Select[Any]:
    acting, business, person = tables.relationship, tables.party.alias(), tables.party.alias()
    located, owning = tables.relationship.alias(), tables.party.alias()
    return (
        select(
            tables.account.c.id.label("account"),
            tables.account.c.email,
            tables.account.c.language,
            person.c.id.label("person"),
            person.c.name.label("person_name"),
            business.c.id.label("business"),
            business.c.name.label("business_name"),
            business.c.kind,
            func.coalesce(owning.c.id, "").label("of"),
            func.coalesce(owning.c.name, "").label("of_name"),
        )
        .join_from(tables.account, person, person.c.id == tables.account.c.person)
        .join(acting, (acting.c.party == person.c.id) & (acting.c.kind == rows.ACTS_FOR))
        .join(business, business.c.id == acting.c.other)
        .outerjoin(located, (located.c.party == business.c.id) & (located.c.kind == rows.LOCATION_OF))
        .outerjoin(owning, owning.c.id == located.c.other)
        .order_by(acting.c.number)
    )


_ADD_PARTY = adding(tables.party)
_ADD_ACCOUNT = adding(tables.account)
_ADD_RELATIONSHIP = adding(tables.relationship)
_ADD_SESSION = adding(tables.session)
_ADDRESS = select(tables.account.c.id).where(tables.account.c.folded == bindparam("address"))
_ACCOUNT = _accounts().where(tables.account.c.folded == bindparam("address"))
_ACCOUNT_BY_ID = _accounts().where(tables.account.c.id == bindparam("account"))
SESSION = (
    _accounts()
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
_LOCATED = tables.relationship.alias()
_BUSINESS_OF_ACCOUNT = (
    select(tables.party.c.name)
    .join_from(tables.account, tables.relationship, tables.relationship.c.party == tables.account.c.person)
    .join(tables.party, tables.party.c.id == tables.relationship.c.other)
    .where(
        tables.account.c.id == bindparam("account"),
        tables.relationship.c.kind == rows.ACTS_FOR,
        tables.party.c.id == bindparam("business"),
        tables.party.c.kind == "business",
    )
)
_LOCATION_OF_ACCOUNT = (
    select(tables.party.c.id)
    .join_from(tables.account, tables.relationship, tables.relationship.c.party == tables.account.c.person)
    .join(tables.party, tables.party.c.id == tables.relationship.c.other)
    .join(_LOCATED, _LOCATED.c.party == tables.party.c.id)
    .where(
        tables.account.c.id == bindparam("account"),
        tables.relationship.c.kind == rows.ACTS_FOR,
        tables.party.c.name == bindparam("name"),
        _LOCATED.c.kind == rows.LOCATION_OF,
        _LOCATED.c.other == bindparam("business"),
    )
)
_PEOPLE_ACTING = (
    select(tables.relationship.c.party)
    .where(tables.relationship.c.kind == rows.ACTS_FOR, tables.relationship.c.other == bindparam("business"))
    .order_by(tables.relationship.c.number)
)
_PARTY = select(tables.party.c.id).where(tables.party.c.id == bindparam("party"))
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
