"""What can be asked of a database before it is opened, whichever it is."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol, cast

from runtime.dataset.engine.addresses import parsed
from runtime.dataset.engine.database import Database
from runtime.dataset.engine.sqlite_file import SqliteFile


class Place(Protocol):
    """Where a dataset lies."""

    @property
    def files(self) -> str:
        """The address of its files, unless it is said where they are."""
        ...

    def require_ready(self) -> None:
        """Raise NotPrepared unless the dataset is there, in this version; StoreError for one out of use."""
        ...

    def migrate(self) -> None:
        """Create the tables, or bring them up to this version."""
        ...

    def open(self) -> Database:
        """The database, not connected yet."""
        ...

    def exposed(self) -> list[Path]:
        """Its files and folders that other users of this machine can read."""
        ...


def place_at(url: str) -> Place:
    """The place at an address; StoreError for a wrong address."""
    parts = parsed(url)
    if parts.drivername == "sqlite":
        return SqliteFile(Path(str(parts.database)))
    # Only who uses PostgreSQL loads its driver.
    server = importlib.import_module("runtime.dataset.engine.postgresql_server")
    return cast(Place, server.PostgresqlServer(parts))
