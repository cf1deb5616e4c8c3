"""A dataset in an SQLite file before it is opened: creation and migration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from runtime.dataset.engine.addresses import files_of, lock_of
from runtime.dataset.engine.locks import WriterLock
from runtime.dataset.engine.patience import waiting
from runtime.dataset.engine.sqlite import SqliteDatabase, sqlite_engine
from runtime.dataset.engine.sqlite_trouble import explain_errors, require_sound
from runtime.dataset.engine.versions import is_newer, upgrade, version_in
from runtime.dataset.private import private_file, readable_by_others
from runtime.dataset.records.errors import NotCreated, NotPrepared, StoreError
from runtime.dataset.tables import VERSION


@dataclass(frozen=True)
class SqliteFile:
    """See `runtime.dataset.engine.places.Place`."""

    path: Path

    @property
    def files(self) -> str:
        """See `Place`."""
        return str(files_of(self.path).absolute())

    def require_ready(self) -> None:
        """See `Place`."""
        with explain_errors(self.path):
            if not self.path.exists():
                raise NotCreated(
                    f"There is no store at {self.path}. Check its address; “onceonly serve” makes a new one."
                )
            if self._version() != VERSION:
                raise NotPrepared(
                    f"The store at {self.path} was made by another version of OnceOnly, or is none. "
                    "Start “onceonly serve” with it: that brings the store of an older version up to date."
                )

    def migrate(self) -> None:
        """See `Place`."""
        with explain_errors(self.path):
            private_file(self.path)  # SQLite gives its other files the mode of this one
            if is_newer(self._version()):
                raise StoreError(
                    f"The store at {self.path} was made by a newer version of OnceOnly. Install that one "
                    "again, or let ONCEONLY_STORE name another file."
                )
            with waiting() as until, WriterLock(lock_of(self.path)).held(until):
                self._upgrade()

    def open(self) -> SqliteDatabase:
        """See `Place`."""
        return SqliteDatabase(self.path)

    def exposed(self) -> list[Path]:
        """See `Place`."""
        return readable_by_others([self.path.parent, *self.path.parent.glob(f"{self.path.name}*")])

    def _upgrade(self) -> None:
        with self._connected() as connection:
            require_sound(connection, self.path)
            # Readers do not block the writer; the setting is stored in the file.
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            # Referenced tables are recreated by copying, so foreign keys are checked afterwards.
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            upgrade(connection)
            if loose := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise StoreError(f"The store at {self.path} has rows that point at nothing: {loose[0]}.")
            connection.commit()

    def _version(self) -> str:
        """The version, or empty text when the file does not exist; does not create it."""
        if not self.path.exists():
            return ""
        with self._connected() as connection:
            return version_in(connection)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        engine = sqlite_engine(self.path)
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()
