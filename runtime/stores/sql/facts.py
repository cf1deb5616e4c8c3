"""Facts on SQL: rows that are only ever added."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from runtime.memory import Memory, weight
from runtime.stores.records import Fact, NewFact
from runtime.stores.shared import fact_rows
from runtime.stores.sql import tables
from runtime.stores.sql.columns import decoded
from runtime.stores.sql.database import Database, Transaction
from runtime.stores.sql.people import require_party
from runtime.stores.sql.statements import adding


class Facts:
    """The part of the store that knows what was said."""

    def __init__(self, database: Database, current: CurrentFacts) -> None:
        self._database = database
        self._current = current

    def facts(self, parties: Collection[str]) -> Mapping[str, Fact]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return self._current.read(snapshot, parties).current

    def proposals(self, parties: Collection[str]) -> Mapping[str, Fact]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return self._current.read(snapshot, parties).proposed

    def history(self, party: str, master: str) -> Sequence[Fact]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return [fact_rows.fact(row) for row in snapshot.rows(_HISTORY, party=party, master=master)]

    def record(self, facts: Sequence[NewFact]) -> None:
        """See `Store`."""
        with self._database.writing() as transaction:
            for party in {new.party for new in facts}:
                require_party(transaction, party)
            insert_facts(transaction, sorted(facts, key=lambda new: new.said_at))


class Known(NamedTuple):
    """What is known about some parties, by master field; many requests share it, and none may change it."""

    newest: int | None  # the version of the fact written last, whatever became of it
    current: Mapping[str, Fact]
    proposed: Mapping[str, Fact]


class CurrentFacts:
    """Reads facts and proposals, and remembers them: nothing about a party changes unless a fact is added.

    Whether one was added is asked each time, which takes a tenth of reading forty facts.
    """

    def __init__(self) -> None:
        self._memory = Memory(_ROOM)

    def read(self, snapshot: Transaction, parties: Collection[str]) -> Known:
        """What is known about ``parties`` in this snapshot."""
        if not parties:
            return Known(None, {}, {})
        key = tuple(parties)
        (newest,) = snapshot.column(_newest(len(key)), **_numbered(key))
        return self.read_as_of(snapshot, key, newest)

    def read_as_of(self, snapshot: Transaction, parties: tuple[str, ...], newest: int | None) -> Known:
        """The same, for who has read already which version is the newest about ``parties``."""
        return self._memory.recall(
            (parties, newest), (), lambda: _known(newest, _latest(snapshot, parties)), _bulk
        )


def _bulk(known: Known) -> int:
    return weight(known.current, known.proposed)


def _numbered(parties: tuple[str, ...]) -> dict[str, str]:
    return {f"party_{number}": party for number, party in enumerate(parties)}


def _known(newest: int | None, latest: Sequence[Fact]) -> Known:
    current = {fact.master: fact for fact in latest if fact.status == "accepted"}
    last = {(fact.party, fact.master): fact for fact in latest}
    proposed = {fact.master: fact for fact in last.values() if fact.status == "proposed"}
    return Known(newest, MappingProxyType(current), MappingProxyType(proposed))


def _latest(snapshot: Transaction, parties: tuple[str, ...]) -> list[Fact]:
    """The newest fact of each status, the one written last at the end."""
    found = snapshot.raw(_latest_of(len(parties)), **_numbered(parties))
    return fact_rows.facts(found, decoded(row[-1] for row in found))


def insert_facts(transaction: Transaction, facts: Iterable[NewFact], reference: str = "") -> None:
    """Add facts in this order."""
    transaction.add(_ADD, [fact_rows.fact_row(fact, reference) for fact in facts])


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


_ROOM = 8_000_000
"""Bytes, about, in a worker's memory: some 128 businesses (with who acts for them) and forty facts each."""


@functools.cache
def _newest(count: int) -> Select[Any]:
    """The version of the newest fact of so many parties."""
    return select(_LATEST).where(_about(count))


@functools.cache
def _latest_of(count: int) -> Select[Any]:
    """The newest fact of each status of so many parties: current ones and proposals are among them."""
    fact = tables.fact.c
    newest = select(_LATEST).where(_about(count)).group_by(fact.party, fact.status, fact.master)
    columns = (fact[name] for name in fact_rows.FACT_COLUMNS)
    return select(*columns).where(fact.version.in_(newest)).order_by(fact.version)


def _about(count: int) -> ColumnElement[bool]:
    return tables.fact.c.party.in_([bindparam(f"party_{number}") for number in range(count)])


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
