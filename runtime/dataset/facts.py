"""Facts about parties; rows are only added."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from threading import Lock
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, func, select

from forms.fields.base import Stored
from forms.model.outcome import Outcome
from runtime.dataset import tables
from runtime.dataset.engine.database import Database
from runtime.dataset.inserting import insert_rows
from runtime.dataset.parties import require_parties
from runtime.dataset.records.facts import Fact, NewFact, Source


class Facts:
    """The repository of facts."""

    def __init__(self, database: Database, latest: LatestFacts) -> None:
        self._database = database
        self._latest = latest

    def current(self, parties: Collection[str]) -> Mapping[str, Fact]:
        """The current accepted fact of every master field of these parties, by master field.

        The current fact is the one written last, whatever its date: a wrong clock does not restore an old
        value.
        """
        with self._database.reading() as snapshot:
            return self._latest.known_about(snapshot, parties).current

    def proposals(self, parties: Collection[str]) -> Mapping[str, Fact]:
        """The proposals about these parties that wait for their steward, by master field.

        The newest one of each master field; none when a newer fact was accepted.
        """
        with self._database.reading() as snapshot:
            return self._latest.known_about(snapshot, parties).proposed

    def history(self, party: str, master: str) -> Sequence[Fact]:
        """All facts of one master field of a party, oldest first."""
        asked = {"party": party, "master": master}
        with self._database.reading() as snapshot:
            return [fact_of(row) for row in snapshot.execute(_HISTORY, asked).mappings()]

    def record(self, facts: Sequence[NewFact]) -> None:
        """Write facts without a submission (a register's import), all or none.

        They are written in the order of ``said_at``, so the newest becomes current. Raises KeyError for an
        unknown party.
        """
        with self._database.writing() as connection:
            parties = {new.party for new in facts}
            self._database.lock_parties(connection, parties)
            require_parties(connection, parties)
            insert_facts(connection, sorted(facts, key=lambda new: new.said_at))


class Known(NamedTuple):
    """Current facts and proposals of some parties, by master field."""

    current: Mapping[str, Fact]
    proposed: Mapping[str, Fact]


class LatestFacts:
    """A cache of known facts per worker. An entry is valid while the newest version about each of its parties
    is the same, because whoever writes about a party has locked it.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[tuple[str, int], ...], Known] = OrderedDict()
        self._changing = Lock()

    def known_about(self, snapshot: Connection, parties: Collection[str]) -> Known:
        """The known facts about these parties in this snapshot."""
        found = snapshot.execute(_VERSION, {"parties": list(parties)}).all()
        return self.known(snapshot, {row.party: row.newest for row in found})

    def known(self, snapshot: Connection, newest: Mapping[str, int]) -> Known:
        """The same for callers that have read the newest version about each party in this snapshot."""
        key = tuple(newest.items())
        with self._changing:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        known = _known([_fact(*row) for row in snapshot.execute(_LATEST, {"parties": list(newest)}).all()])
        if sum(len(str(fact.value)) for fact in known.current.values()) <= _LONGEST:
            with self._changing:
                self._kept[key] = known
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return known


def _known(facts: list[Fact]) -> Known:
    latest = sorted(facts, key=itemgetter(0))  # by version
    current = {fact.master: fact for fact in latest if fact.status == "accepted"}
    last = {(fact.party, fact.master): fact for fact in latest}
    proposed = {fact.master: fact for fact in last.values() if fact.status == "proposed"}
    return Known(MappingProxyType(current), MappingProxyType(proposed))  # shared between requests


def fact_of(row: RowMapping) -> Fact:
    """A fact from its row."""
    return _fact(*(row[column.name] for column in _COLUMNS))


def _fact(version: int, party: str, master: str, value: Stored, said_at: datetime, *source: Any) -> Fact:
    """A fact from its `_COLUMNS`."""
    kind, name, agency, reference, said_by, verified_by, status, outcome = source
    origin = Source(kind, name, agency, reference)
    return Fact(
        version, party, master, value, said_at, origin, said_by, verified_by, status, _OUTCOMES[outcome]
    )


def insert_facts(connection: Connection, facts: Iterable[NewFact], reference: str = "") -> None:
    """Insert facts in this order, for the submission ``reference`` if not empty. The transaction must have
    locked their parties, so that versions about one party rise in the order of commits.
    """
    insert_rows(connection, tables.fact, [_row(fact, reference) for fact in facts])


def moved(connection: Connection, expected: Mapping[tuple[str, str], int]) -> set[str]:
    """The master fields whose current version differs from the expected one."""
    if not expected:
        return set()
    parties = sorted({party for party, _ in expected})
    found = connection.execute(_VERSIONS, {"parties": parties}).all()
    versions = {(row.party, row.master): row.version for row in found}
    return {key[1] for key, version in expected.items() if versions.get(key, 0) != version}


def _row(new: NewFact, reference: str) -> dict[str, Any]:
    return {
        "party": new.party,
        "master": new.master,
        "value": new.value,
        "said_at": new.said_at,
        "source_kind": new.source.kind,
        "source_name": new.source.name,
        "agency": new.source.agency,
        "reference": reference or new.source.reference,
        "said_by": new.said_by,
        "verified_by": new.verified_by,
        "status": new.status,
        "outcome": str(new.outcome),
    }


_OUTCOMES = {str(outcome): outcome for outcome in Outcome}
_FACT = tables.fact.c
_COLUMNS = (
    *(_FACT.version, _FACT.party, _FACT.master, _FACT.value, _FACT.said_at),
    *(_FACT.source_kind, _FACT.source_name, _FACT.agency, _FACT.reference),
    *(_FACT.said_by, _FACT.verified_by, _FACT.status, _FACT.outcome),
)
_KEPT = 256  # entries: sets of parties whose facts are read together
_LONGEST = 60_000  # characters of the values in an entry, to limit the memory of a worker
_ABOUT_THEM = tables.fact.c.party.in_(bindparam("parties", expanding=True))
_NEWEST = func.max(tables.fact.c.version)
_VERSION = (
    select(tables.fact.c.party, _NEWEST.label("newest")).where(_ABOUT_THEM).group_by(tables.fact.c.party)
)
# The newest fact of each status, which includes current facts and proposals.
_LATEST = select(*_COLUMNS).where(
    tables.fact.c.version.in_(
        select(_NEWEST)
        .where(_ABOUT_THEM)
        .group_by(tables.fact.c.party, tables.fact.c.status, tables.fact.c.master)
    )
)
_HISTORY = (
    select(tables.fact)
    .where(tables.fact.c.party == bindparam("party"), tables.fact.c.master == bindparam("master"))
    .order_by(tables.fact.c.version)
)
_VERSIONS = (
    select(tables.fact.c.party, tables.fact.c.master, _NEWEST.label("version"))
    .where(_ABOUT_THEM, tables.fact.c.status == "accepted")
    .group_by(tables.fact.c.party, tables.fact.c.master)
)
