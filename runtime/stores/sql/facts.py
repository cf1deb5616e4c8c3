"""Facts on SQL: rows that are only ever added."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from runtime.stores.records import Fact, NewFact
from runtime.stores.shared import rows
from runtime.stores.sql import tables
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
            return [rows.fact(row) for row in snapshot.rows(_HISTORY, party=party, master=master)]

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
        self._known: dict[tuple[str, ...], Known] = {}

    def read(self, snapshot: Transaction, parties: Collection[str]) -> Known:
        """What is known about ``parties`` in this snapshot."""
        if not parties:
            return Known(None, {}, {})
        key = tuple(parties)
        (newest,) = snapshot.column(_newest(len(key)), **_numbered(key))
        return self.read_as_of(snapshot, key, newest)

    def read_as_of(self, snapshot: Transaction, parties: tuple[str, ...], newest: int | None) -> Known:
        """The same, for who has read already which version is the newest about ``parties``."""
        known = self._known.get(parties)
        if known is None or known.newest != newest:
            names = _numbered(parties)
            current, proposed = (_load(snapshot, found, names) for found in (_current, _proposed))
            known = Known(newest, current, proposed)
            self._remember(parties, known)
        return known

    def _remember(self, key: tuple[str, ...], known: Known) -> None:
        if len(self._known) >= _REMEMBERED:
            self._known = {}
        self._known[key] = known


def _numbered(parties: tuple[str, ...]) -> dict[str, str]:
    return {f"party_{number}": party for number, party in enumerate(parties)}


def _load(
    snapshot: Transaction, facts_of: Callable[[int], Select[Any]], names: Mapping[str, str]
) -> Mapping[str, Fact]:
    found = [rows.fact(row) for row in snapshot.rows(facts_of(len(names)), **names)]
    return MappingProxyType({fact.master: fact for fact in found})


def insert_facts(transaction: Transaction, facts: Iterable[NewFact], reference: str = "") -> None:
    """Add facts in this order."""
    transaction.add(_ADD, [rows.fact_row(fact, reference) for fact in facts])


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


_REMEMBERED = 128
"""Businesses (with the person who acts for them) kept in a worker's memory: about 6 MB with forty facts."""


@functools.cache
def _newest(count: int) -> Select[Any]:
    """The version of the newest fact of so many parties."""
    return select(_LATEST).where(_about(count))


@functools.cache
def _current_versions(count: int) -> Select[Any]:
    """The versions of the current facts of so many parties."""
    return select(_LATEST).where(_about(count), _ACCEPTED).group_by(tables.fact.c.party, tables.fact.c.master)


@functools.cache
def _current(count: int) -> Select[Any]:
    """The current facts of so many parties."""
    current = tables.fact.c.version.in_(_current_versions(count))
    return select(tables.fact).where(current).order_by(tables.fact.c.version)


def _about(count: int) -> ColumnElement[bool]:
    return tables.fact.c.party.in_([bindparam(f"party_{number}") for number in range(count)])


@functools.cache
def _proposed(count: int) -> Select[Any]:
    """The newest facts of so many parties, as far as they are proposals."""
    newest = select(_LATEST).where(_about(count)).group_by(tables.fact.c.party, tables.fact.c.master)
    return select(tables.fact).where(tables.fact.c.version.in_(newest), tables.fact.c.status == "proposed")


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
