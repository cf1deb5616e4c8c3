"""A dataset on a PostgreSQL server before it is opened: creation and migration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError

from runtime.dataset.engine.addresses import shown
from runtime.dataset.engine.postgresql import PostgresqlDatabase, postgresql_engine
from runtime.dataset.engine.versions import is_newer, upgrade, version_in
from runtime.dataset.records.errors import NotCreated, NotPrepared, StoreError
from runtime.dataset.tables import VERSION

_OLDEST = 150000
_MIGRATING = "SELECT pg_advisory_xact_lock(11, 0)"  # several servers may start at once


@dataclass(frozen=True)
class PostgresqlServer:
    """See `runtime.dataset.engine.places.Place`."""

    _url: URL

    @property
    def files(self) -> str:
        """See `Place`: a folder on this machine. Several machines need a shared folder or S3."""
        return "var/files"

    def require_ready(self) -> None:
        """See `Place`."""
        with self._connected() as connection:
            version = version_in(connection)
        if version != VERSION:
            raise (NotPrepared if version else NotCreated)(
                f"The database at {shown(self._url)} has no tables of this version of OnceOnly. Start "
                "“onceonly serve” with it: that makes them, or brings those of an older version up to date."
            )

    def migrate(self) -> None:
        """See `Place`."""
        with self._connected() as connection:
            connection.exec_driver_sql(_MIGRATING)
            if is_newer(version_in(connection)):
                raise StoreError(
                    f"The tables at {shown(self._url)} were made by a newer version of OnceOnly. Install "
                    "that one again, or let ONCEONLY_STORE name another database."
                )
            upgrade(connection)
            connection.commit()

    def open(self) -> PostgresqlDatabase:
        """See `Place`."""
        return PostgresqlDatabase(self._url)

    def exposed(self) -> list[Path]:
        """See `Place`: none, as the server has access rights of its own."""
        return []

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        engine = postgresql_engine(self._url)
        try:
            with engine.connect() as connection:
                _require_version(connection, self._url)
                yield connection
        except DBAPIError as problem:
            reason = " ".join(str(problem.orig).split())
            raise StoreError(
                f"The database at {shown(self._url)} cannot be used ({reason}). Look whether its server runs "
                "and whether ONCEONLY_STORE names the right host, user, password and database."
            ) from problem
        finally:
            engine.dispose()


def _require_version(connection: Connection, url: URL) -> None:
    found = connection.exec_driver_sql("SHOW server_version_num").scalar_one()
    if int(found) < _OLDEST:
        raise StoreError(
            f"The server at {shown(url)} is PostgreSQL {int(found) // 10000}; OnceOnly needs 15 or newer."
        )
