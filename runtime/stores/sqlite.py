"""SQLite, the embedded default: one file, write-ahead log, writers in a queue."""

from __future__ import annotations

import importlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DatabaseError

from runtime.stores.base import Store
from runtime.stores.records import NotPrepared, StoreError
from runtime.stores.shared.addresses import files_of, lock_of, path_of
from runtime.stores.shared.locks import WriterLock
from runtime.stores.shared.patience import SECONDS, waiting
from runtime.stores.shared.private import private_file, readable_by_others
from runtime.stores.shared.uploads import UploadFolder
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database, Transaction
from runtime.stores.sql.sqlite_engine import engine_of
from runtime.stores.sql.sqlite_trouble import require_sound, told
from runtime.stores.sql.store import SqlStore


def open_url(url: str, *, prefix: str) -> Store:
    """See `runtime.stores.Backend`."""
    path = path_of(url)
    with told(path):
        if not path.exists():
            raise NotPrepared(
                f"There is no store at {path}. Check its address; “onceonly serve” makes a new one."
            )
        if _version(path) != tables.VERSION:
            raise NotPrepared(
                f"The store at {path} was made by another version of OnceOnly, or is none. "
                "Start “onceonly serve” with it: that brings the store of an older version up to date."
            )
        return SqlStore(SqliteDatabase(path), UploadFolder(files_of(path)), prefix=prefix)


def migrate(url: str) -> None:
    """See `runtime.stores.Backend`."""
    path = path_of(url)
    with told(path):
        private_file(path)  # SQLite gives its other files the mode of this one
        if _version(path) > tables.VERSION:
            raise StoreError(
                f"The store at {path} was made by a newer version of OnceOnly. Install that one again, or "
                "let ONCEONLY_STORE name another file."
            )
        with waiting() as until, WriterLock(lock_of(path)).held(until):
            _upgrade(path)


def backup(url: str, target: Path) -> None:
    """See `runtime.stores.Backend`."""
    importlib.import_module("runtime.stores.sql.sqlite_backup").backup(path_of(url), target)


def exposed(url: str) -> list[Path]:
    """See `runtime.stores.Backend`."""
    path = path_of(url)
    return readable_by_others([path.parent, *path.parent.glob(f"{path.name}*"), files_of(path)])


def _upgrade(path: Path) -> None:
    engine = engine_of(path)
    with engine.connect() as connection:
        require_sound(connection, path)
        # Readers read while one writes; the file remembers it.
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        # Loaded here because a serving worker never needs Alembic, and pays for what it imports.
        importlib.import_module("runtime.migrations").upgrade(connection)
        connection.commit()
    engine.dispose()


class SqliteDatabase(Database):
    """One SQLite file."""

    def __init__(self, path: Path) -> None:
        super().__init__(engine_of(path))
        self._lock = WriterLock(lock_of(path))

    @contextmanager
    def writing(self, *, durable: bool = True, patience: float = SECONDS) -> Iterator[Transaction]:
        """See `Database`."""
        with ExitStack() as held:
            with waiting(patience) as until:
                held.enter_context(self._lock.held(until))
                transaction = held.enter_context(self._writing(durable=durable, until=until))
            yield transaction

    def close(self) -> None:
        """See `Database`."""
        super().close()
        self._lock.close()

    def _is_full(self, problem: Exception) -> bool:
        return getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL

    def _begin_reading(self, cursor: Any) -> None:
        # Whoever wrote last on this connection may have left next to no patience to it.
        cursor.execute(f"PRAGMA busy_timeout = {int(1000 * SECONDS)}")
        cursor.execute("BEGIN")

    def _begin_writing(self, cursor: Any, *, durable: bool, until: float) -> None:
        cursor.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        cursor.execute(f"PRAGMA busy_timeout = {max(int(1000 * (until - time.monotonic())), 0)}")
        cursor.execute("BEGIN IMMEDIATE")  # the write lock now, not at the first write


def _version(path: Path) -> str:
    """The migration at which the file stands; empty without a file, which is not made by looking."""
    if not path.exists():
        return ""
    engine = engine_of(path)
    try:
        with engine.connect() as connection:
            return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
    except DatabaseError as problem:
        if getattr(problem.orig, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR:  # there is no such table
            return ""
        raise
    finally:
        engine.dispose()
