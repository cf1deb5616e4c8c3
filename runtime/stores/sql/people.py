"""Accounts and parties on SQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Select, bindparam, func, select

from runtime.stores.records import Account, AddressTaken, Party
from runtime.stores.shared import rows
from runtime.stores.shared.identifiers import new_id
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database, Transaction
from runtime.stores.sql.statements import adding


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
        return account_of(found) if found else None

    def account_by_id(self, account: str) -> Account | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            found = snapshot.rows(_ACCOUNT_BY_ID, account=account)
        return account_of(found) if found else None

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


def require_party(transaction: Transaction, party: str) -> None:
    """Raise KeyError unless there is such a party."""
    if not transaction.row(_PARTY, party=party):
        raise KeyError(party)


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


def account_of(found: list[dict[str, Any]]) -> Account:
    """One account from its rows: one for each business."""
    person = Party(found[0]["person"], "person", found[0]["person_name"])
    businesses = [
        rows.acted_for(row["business"], row["kind"], row["business_name"], row["of"], row["of_name"])
        for row in found
    ]
    return rows.account(found[0], person, businesses)


def accounts() -> Select[Any]:
    """All accounts: one row for each business that they act for."""
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
_ADDRESS = select(tables.account.c.id).where(tables.account.c.folded == bindparam("address"))
_ACCOUNT = accounts().where(tables.account.c.folded == bindparam("address"))
_ACCOUNT_BY_ID = accounts().where(tables.account.c.id == bindparam("account"))
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
