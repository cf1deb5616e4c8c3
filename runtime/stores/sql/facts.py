"""Facts on SQL: rows that are only ever added."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from runtime.stores.records import Fact, NewFact
from runtime.stores.shared import rows
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database, Transaction
from runtime.stores.sql.people import require_party
from runtime.stores.sql.statements import adding


class Facts:
    """The part of the store that knows what was said."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def facts(self, parties: Collection[str]) -> Mapping[str, Fact]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return facts_in(snapshot, parties)

    def history(self, party: str, master: str) -> Sequence[Fact]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return [rows.fact(row) for row in snapshot.rows(_HISTORY, party=party, master=master)]

    def record(self, facts: Sequence[NewFact]) -> None:
        """See `Store`."""
        with self._database.writing() as transaction:
            for party in {new.party for new in facts}:
                require_party(transaction, party)
            insert_facts(transaction, sorted(facts, key=lambda new: new.said_at))


def facts_in(snapshot: Transaction, parties: Collection[str]) -> dict[str, Fact]:
    """The current facts of ``parties`` in this snapshot, by master field."""
    names = {f"party_{number}": party for number, party in enumerate(parties)}
    found = snapshot.rows(_current(len(names)), **names) if names else []
    return {row["master"]: rows.fact(row) for row in found}


def insert_facts(transaction: Transaction, facts: Iterable[NewFact]) -> None:
    """Add facts in this order."""
    transaction.add(_ADD, [rows.fact_row(fact) for fact in facts])


def moved(transaction: Transaction, expected: Mapping[tuple[str, str], int]) -> set[str]:
    """The master fields whose current version is not the expected one."""
    found: dict[tuple[str, str], int] = {}
    for party in {party for party, _ in expected}:
        for row in transaction.rows(_VERSIONS, party=party):
            found[party, row["master"]] = row["version"]
    return {key[1] for key, version in expected.items() if found.get(key, 0) != version}


_ADD = adding(tables.fact)
_ACCEPTED = tables.fact.c.status == "accepted"
_LATEST = func.max(tables.fact.c.version)


@functools.cache
def _current(count: int) -> Select[Any]:
    """The current facts of so many parties, oldest first."""
    parties = or_(*(tables.fact.c.party == bindparam(f"party_{number}") for number in range(count)))
    groups = (tables.fact.c.party, tables.fact.c.master)
    latest = select(_LATEST).where(parties, _ACCEPTED).group_by(*groups)
    return select(tables.fact).where(tables.fact.c.version.in_(latest)).order_by(tables.fact.c.version)


_HISTORY = (
    select(tables.fact)
    .where(tables.fact.c.party == bindparam("party"), tables.fact.c.master == bindparam("master"))
    .order_by(tables.fact.c.version)
)
_VERSIONS = (
    select(tables.fact.c.master, _LATEST.label("version"))
    .where(tables.fact.c.party == bindparam("party"), _ACCEPTED)
    .group_by(tables.fact.c.master)
)
