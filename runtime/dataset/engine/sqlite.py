"""The database on SQLite, the default: one file, write-ahead log, queued writers."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from math import ceil
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from runtime.dataset.engine.addresses import lock_of
from runtime.dataset.engine.database import Database
from runtime.dataset.engine.locks import WriterLock
from runtime.dataset.engine.patience import SECONDS, waiting

_CACHED_STATEMENTS = 256  # per connection: more than the dataset uses


class SqliteDatabase(Database):
    """One SQLite file."""

    def __init__(self, path: Path) -> None:
        super().__init__(sqlite_engine(path))
        self._lock = WriterLock(lock_of(path))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See `Database`."""
        with self.connected() as connection:
            _driver(connection).execute("BEGIN")  # takes no lock yet, so it never waits
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = True, patience: float = SECONDS) -> Iterator[Connection]:
        """See `Database`."""
        with ExitStack() as held:
            connection = held.enter_context(self.connected())
            with waiting(patience) as until:
                _prepare(connection, durable=durable, until=until)
                held.enter_context(self._lock.held(until))  # last, because others wait while it is held
                # takes the write lock now, not at the first write
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()

    def lock_parties(self, connection: Connection, parties: Collection[str]) -> None:
        """See `Database`: only one writer runs at a time."""

    def take_turn(self, connection: Connection, name: str) -> None:
        """See `Database`: only one writer runs at a time."""

    def is_full(self, problem: BaseException | None) -> bool:
        """See `Database`."""
        return getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL

    def close(self) -> None:
        """See `Database`."""
        super().close()
        self._lock.close()


def sqlite_engine(path: Path) -> Engine:
    """An engine for the file; it connects later, and the driver begins no transactions by itself."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        hide_parameters=True,
        max_overflow=-1,  # one per thread that answers
        connect_args={"timeout": SECONDS, "cached_statements": _CACHED_STATEMENTS},
    )
    event.listen(engine, "connect", _on_connect)
    return engine


def _on_connect(connection: DBAPIConnection, _: Any) -> None:
    connection.isolation_level = None
    connection.cursor().execute("PRAGMA foreign_keys = ON")


def _prepare(connection: Connection, *, durable: bool, until: float) -> None:
    driver = _driver(connection)
    driver.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    # Writers of OnceOnly wait for the writer lock; this timeout is for other programs.
    driver.execute(f"PRAGMA busy_timeout = {100 * max(ceil(10 * (until - time.monotonic())), 0)}")


def _driver(connection: Connection) -> sqlite3.Connection:
    """The driver's connection."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101
    return driver
