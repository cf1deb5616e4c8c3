"""Parties: businesses, their locations, and persons."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from sqlalchemy import Connection, bindparam, insert, select

from runtime.dataset import tables
from runtime.dataset.engine.database import Database
from runtime.dataset.identifiers import new_id
from runtime.dataset.records.parties import Party, PartyKind


class Parties:
    """The repository of parties and their relationships."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_empty(self) -> bool:
        """Whether there are no parties yet."""
        with self._database.reading() as snapshot:
            return snapshot.scalar(_ANYBODY) is None

    def create(self, kind: Literal["business", "person"], name: str) -> Party:
        """Create a party."""
        with self._database.writing() as connection:
            return insert_party(connection, kind, name)

    def create_location(self, account: str, business: str, name: str) -> Party:
        """Create a location of a business, for every account that acts for the business. If the account
        already acts for one of this name, that one is returned, so that a repeated post creates only one.

        Raises KeyError unless the account acts for the business, or when it is a location itself. The name of
        a location includes the name of its business before its own.
        """
        asked = {"account": account, "business": business, "name": name}
        with self._database.writing() as connection:
            self._database.lock_parties(connection, [business])
            of = connection.scalar(_BUSINESS_OF_ACCOUNT, asked)
            if of is None:
                raise KeyError(business)
            location = connection.scalar(_LOCATION_OF_ACCOUNT, asked)
            if location is None:
                location = insert_party(connection, "location", name).id
                _link(connection, location, business)
        return acted_for(location, "location", name, business, of)


def acted_for(id: str, kind: PartyKind, name: str, of: str, of_name: str) -> Party:
    """A business, or a location with the name of its business before its own."""
    return Party(id, kind, ", ".join(part for part in (of_name, name) if part), of)


def require_parties(connection: Connection, parties: Collection[str]) -> None:
    """Raise KeyError for an unknown party."""
    found = set(connection.execute(_THERE, {"parties": list(parties)}).scalars())
    for party in parties:
        if party not in found:
            raise KeyError(party)


def insert_party(connection: Connection, kind: PartyKind, name: str) -> Party:
    """Insert a party in this transaction."""
    party = Party(new_id(), kind, name)
    connection.execute(_ADD, {"id": party.id, "kind": kind, "name": name})
    return party


def _link(connection: Connection, location: str, business: str) -> None:
    people = connection.execute(_PEOPLE_ACTING, {"business": business}).scalars().all()
    links = [{"party": location, "kind": tables.LOCATION_OF, "other": business}]
    links += [{"party": person, "kind": tables.ACTS_FOR, "other": location} for person in people]
    connection.execute(_ADD_RELATIONSHIP, links)


_ADD_RELATIONSHIP = insert(tables.relationship).inline()
_ADD = insert(tables.party).inline()
_ANYBODY = select(tables.party.c.id).limit(1)
_THERE = select(tables.party.c.id).where(tables.party.c.id.in_(bindparam("parties", expanding=True)))
_LOCATED = tables.relationship.alias()
_BUSINESS_OF_ACCOUNT = (
    select(tables.party.c.name)
    .join_from(tables.account, tables.relationship, tables.relationship.c.party == tables.account.c.person)
    .join(tables.party, tables.party.c.id == tables.relationship.c.other)
    .where(
        tables.account.c.id == bindparam("account"),
        tables.relationship.c.kind == tables.ACTS_FOR,
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
        tables.relationship.c.kind == tables.ACTS_FOR,
        tables.party.c.name == bindparam("name"),
        _LOCATED.c.kind == tables.LOCATION_OF,
        _LOCATED.c.other == bindparam("business"),
    )
)
_PEOPLE_ACTING = (
    select(tables.relationship.c.party)
    .where(
        tables.relationship.c.kind == tables.ACTS_FOR, tables.relationship.c.other == bindparam("business")
    )
    .order_by(tables.relationship.c.number)
)
