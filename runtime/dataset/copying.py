"""Copies rows from one database to another, with counts and checksums."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, and_, func, insert, null, select, text

from runtime.dataset.columns import SQL_NULL, Json
from runtime.dataset.engine.database import Database
from runtime.dataset.records.errors import Collision, StoreError
from runtime.dataset.tables import metadata

Row = dict[str, Any]
Report = Callable[[str, int], None]
"""Called with the name and count of each table, and of the files, when they are copied."""

_BATCH = 1000  # rows per transaction
_MODULUS = 2**128


class Sum(NamedTuple):
    """A row count, and a checksum that does not depend on the order of rows."""

    rows: int = 0
    checksum: int = 0

    def with_rows(self, rows: Iterable[Row]) -> Sum:
        """This sum with more rows added."""
        total = self
        for row in rows:
            total = Sum(total.rows + 1, (total.checksum + _hash(row)) % _MODULUS)
        return total

    def without(self, row: Row) -> Sum:
        """This sum with a row removed."""
        return Sum(self.rows - 1, (self.checksum - _hash(row)) % _MODULUS)


Sums = dict[str, Sum]
"""By table name."""


def copy_rows(source: Connection, target: Database, report: Report) -> Sums:
    """Copy all rows of a snapshot to a database with the same tables in batches; returns their sums.

    Rows that an interrupted copy has already written are skipped. Raises StoreError when the target holds
    anything else.
    """
    _require_ours(source, target)
    sums = {}
    for table in metadata.sorted_tables:
        sums[table.name] = _copy_table(source, target, table)
        report(table.name, sums[table.name].rows)
    _raise_counters(target)
    return sums


def sums_of(snapshot: Connection) -> Sums:
    """The sums of all tables of a snapshot."""
    return {table.name: Sum().with_rows(rows_of(snapshot, table)) for table in metadata.sorted_tables}


def differences(expected: Mapping[str, Sum], found: Mapping[str, Sum]) -> list[str]:
    """The differences as sentences, by table."""
    return [
        f"{name} has {found[name].rows} rows instead of {sum.rows}"
        if found[name].rows != sum.rows
        else f"{name} has other content"
        for name, sum in expected.items()
        if found[name] != sum
    ]


def rows_of(
    snapshot: Connection, table: Table, which: ColumnElement[bool] | None = None, *, after: int = 0
) -> Iterator[Row]:
    """The rows of a table by primary key: all, or those of ``which``, without the first ``after``."""
    nullable = [column for column in table.c if isinstance(column.type, Json) and column.nullable]
    asked = select(table, *(column.is_(null()).label(_is_null(column.name)) for column in nullable))
    ordered = asked.order_by(*table.primary_key.columns).offset(after)
    if which is not None:
        ordered = ordered.where(which)
    with snapshot.execute(ordered.execution_options(yield_per=_BATCH)) as streamed:
        for found in streamed.mappings():
            row = {column.name: found[column.name] for column in table.c}
            for column in nullable:
                if found[_is_null(column.name)]:
                    row[column.name] = SQL_NULL
            yield row


def _is_null(column: str) -> str:
    return f"{column} is null"


def _copy_table(source: Connection, target: Database, table: Table) -> Sum:
    there, total = _count(target, table), Sum()
    rows = rows_of(source, table)
    while batch := list(islice(rows, _BATCH)):
        new = batch[max(there - total.rows, 0) :]
        total = total.with_rows(batch)
        if new:
            _write(target, table, new)
    return total


def _write(target: Database, table: Table, rows: Sequence[Row]) -> None:
    try:
        with target.writing() as connection:
            connection.execute(insert(table), rows)
    except Collision as problem:
        raise StoreError(
            f"Rows of {table.name} cannot be written: one points at nothing, or is there already."
        ) from problem


def _count(database: Database, table: Table) -> int:
    with database.reading() as snapshot:
        return snapshot.scalar(select(func.count()).select_from(table)) or 0


def _require_ours(source: Connection, target: Database) -> None:
    """Raise StoreError when the target has rows and the last of them is not a row of the source."""
    for table in metadata.sorted_tables:
        there = _count(target, table)
        if there and not _is_there(target, table, next(rows_of(source, table, after=there - 1), None)):
            raise StoreError(
                f"The target holds other rows of {table.name} already. Name an empty database, or empty that "
                "one first."
            )


def _is_there(target: Database, table: Table, row: Row | None) -> bool:
    if row is None:
        return False
    this = and_(*(column == row[column.name] for column in table.primary_key.columns))
    with target.reading() as snapshot:
        return [_hash(found) for found in rows_of(snapshot, table, this)] == [_hash(row)]


def _raise_counters(target: Database) -> None:
    """Set sequences to the highest number in use; SQLite does that by itself."""
    if target.engine.dialect.name != "postgresql":
        return
    with target.writing() as connection:
        for table in metadata.sorted_tables:
            column = table.autoincrement_column
            if column is not None:
                connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "  # noqa: S608
                        f"max({column.name})) FROM {table.name}"
                    )
                )


def _hash(row: Row) -> int:
    plain = json.dumps(_plain(row), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return int.from_bytes(hashlib.blake2b(plain.encode(), digest_size=16).digest())


def _plain(value: Any) -> Any:
    """A value as both databases return it: one may return the number 1.0 as 1."""
    match value:
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case float() if value.is_integer():
            return int(value)
        case datetime():
            return value.isoformat(timespec="microseconds")
        case bytes():
            return value.hex()
    return "SQL NULL" if value is SQL_NULL else value
