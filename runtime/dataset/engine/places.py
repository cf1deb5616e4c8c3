"""The interface of a database that is not open yet."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, cast

from forms.text.extras import MissingExtra, with_extra
from runtime.dataset.engine.addresses import parsed
from runtime.dataset.engine.database import Database
from runtime.dataset.engine.sqlite_file import SqliteFile
from runtime.dataset.records.errors import StoreError


class Place(Protocol):
    """The location of a dataset."""

    @property
    def files(self) -> str:
        """The default address of its files."""
        ...

    def require_ready(self) -> None:
        """Raise NotPrepared unless the dataset exists in this version, and StoreError if it is unusable."""
        ...

    def migrate(self) -> None:
        """Create the tables, or bring them up to this version."""
        ...

    def open(self) -> Database:
        """The database; it connects later."""
        ...

    def exposed(self) -> list[Path]:
        """The files and folders of the dataset that other users of this machine can read."""
        ...


def place_at(url: str) -> Place:
    """The place at an address; raises StoreError for an invalid one."""
    parts = parsed(url)
    if parts.drivername == "sqlite":
        return SqliteFile(Path(str(parts.database)))
    try:
        server = with_extra("postgres", "runtime.dataset.engine.postgresql_server")
    except MissingExtra as error:
        raise StoreError(str(error)) from error
    return cast(Place, server.PostgresqlServer(parts))
