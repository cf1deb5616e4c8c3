"""Accounts, and the businesses that they act for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, func, insert, select

from runtime.dataset import tables
from runtime.dataset.engine.database import Database
from runtime.dataset.identifiers import folded, new_id
from runtime.dataset.parties import acted_for, insert_party, require_parties
from runtime.dataset.records.errors import AddressTaken, Collision
from runtime.dataset.records.identity import Account
from runtime.dataset.records.parties import Party


class Accounts:
    """Part of `Identity`."""

    _database: Database

    def create_account(self, email: str, *, language: str, businesses: Sequence[Party] = ()) -> Account:
        """A new account with its person; without ``businesses`` it gets one new unnamed business.

        Raises AddressTaken when the address has an account, and KeyError for an unknown business.
        """
        try:
            with self._database.writing() as connection:
                require_parties(connection, [business.id for business in businesses])
                acting = tuple(businesses) or (insert_party(connection, "business", ""),)
                person = insert_party(connection, "person", "")
                account = Account(new_id(), email, person, acting, language)
                connection.execute(_ADD, _row(account))
                links = [
                    {"party": person.id, "kind": tables.ACTS_FOR, "other": business.id} for business in acting
                ]
                connection.execute(_LINK, links)
        except Collision:
            raise AddressTaken(email) from None
        return account

    def account(self, email: str) -> Account | None:
        """The account of an address (compared case-folded), or None."""
        return self._account(_BY_ADDRESS, folded(email))

    def account_by_id(self, account: str) -> Account | None:
        """An account by its id, or None."""
        return self._account(_BY_ID, account)

    def add_business(self, account: Account) -> Party:
        """A new unnamed business for an account that has lost all others."""
        with self._database.writing() as connection:
            business = insert_party(connection, "business", "")
            link = {"party": account.person.id, "kind": tables.ACTS_FOR, "other": business.id}
            connection.execute(_LINK, link)
        return business

    def _account(self, statement: Select[Any], key: str) -> Account | None:
        with self._database.reading() as snapshot:
            found = snapshot.execute(statement, {"key": key}).mappings().all()
        return account_of(found) if found else None


def account_of(found: Sequence[RowMapping]) -> Account:
    """An account from its rows of `accounts`."""
    first = found[0]
    person = Party(first["person"], "person", first["person_name"])
    businesses = [
        acted_for(row["business"], row["kind"], row["business_name"], row["of"], row["of_name"])
        for row in found
        if row["business"]
    ]
    return Account(first["account"], first["email"], person, tuple(businesses), first["language"])


BUSINESS = tables.party.alias("business")
"""The party that the account acts for, from a row of `accounts`."""


def accounts() -> Select[Any]:
    """All accounts: one row for each business, and one for an account without any."""
    acting, business, person = tables.relationship.alias(), BUSINESS, tables.party.alias()
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
        .outerjoin(acting, (acting.c.party == person.c.id) & (acting.c.kind == tables.ACTS_FOR))
        .outerjoin(business, business.c.id == acting.c.other)
        .outerjoin(located, (located.c.party == business.c.id) & (located.c.kind == tables.LOCATION_OF))
        .outerjoin(owning, owning.c.id == located.c.other)
        .order_by(acting.c.number)
    )


def _row(account: Account) -> dict[str, object]:
    return {
        "id": account.id,
        "email": account.email,
        "folded": folded(account.email),
        "person": account.person.id,
        "language": account.language,
        "last_here": None,
        "last_facts": {},
    }


_LINK = insert(tables.relationship).inline()
_ADD = insert(tables.account).inline()
_BY_ADDRESS = accounts().where(tables.account.c.folded == bindparam("key"))
_BY_ID = accounts().where(tables.account.c.id == bindparam("key"))
