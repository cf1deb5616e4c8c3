"""Statements on either database, written by hand as an operator would; ``?`` stands for each value."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from sqlalchemy import make_url

_SETTLES = 20  # seconds
_AT_WORK = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
)


class Hand:
    """A transaction that an operator has open: it ends when she says so, and is undone otherwise."""

    def __init__(self, connection: Any, *, is_sqlite: bool) -> None:
        self._connection, self._is_sqlite = connection, is_sqlite

    def run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What a statement finds."""
        done = self._connection.execute(self._written(statement), values or ())
        return list(done.fetchall()) if done.description else []

    def run_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """The same statement for many rows."""
        self._connection.cursor().executemany(self._written(statement), list(rows))

    def commit(self) -> None:
        """End it: others see what it wrote."""
        self._connection.commit()

    def _written(self, statement: str) -> str:
        return statement if self._is_sqlite else statement.replace("?", "%s")


@contextmanager
def hand(url: str) -> Iterator[Hand]:
    """A connection of an operator."""
    parts = make_url(url)
    is_sqlite = parts.drivername == "sqlite"
    plain = parts.set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(sqlite3.connect(str(parts.database)) if is_sqlite else psycopg.connect(plain)) as connection:
        yield Hand(connection, is_sqlite=is_sqlite)


def run(url: str, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run one statement, which is a transaction, and return what it finds."""
    with hand(url) as operator:
        found = operator.run(statement, *values)
        operator.commit()
        return found


def run_many(url: str, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Run one statement for many rows, in one transaction."""
    with hand(url) as operator:
        operator.run_many(statement, rows)
        operator.commit()


def settled(url: str) -> None:
    """Wait until a server has noticed that clients were killed; SQLite has no server."""
    until = time.monotonic() + _SETTLES
    while url.startswith("postgresql") and run(url, _AT_WORK) != [(0,)]:
        assert time.monotonic() < until, "a server works on for somebody who was killed"
        time.sleep(0.005)


def unguard(url: str, table: str) -> None:
    """Take away what forbids changes of a table, as only an operator can."""
    if url.startswith("sqlite"):
        for (trigger,) in run(
            url, "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", table
        ):
            run(url, f"DROP TRIGGER {trigger}")
    else:
        run(url, f"ALTER TABLE {table} DISABLE TRIGGER USER")
