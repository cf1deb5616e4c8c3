"""New SQLite stores, each made by copying a prepared one, as databases on the server of tests are."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Connection

from runtime.dataset import migrate
from runtime.dataset.engine import sqlite_file, versions


def prepared(path: Path) -> str:
    """The address of a new store with the tables of this version."""
    path.touch(mode=0o600)
    path.write_bytes(_migrated())
    return f"sqlite:///{path}"


def make_at_once(patch: pytest.MonkeyPatch) -> None:
    """Let `migrate` fill new stores from the prepared one; others it brings up to date as ever."""
    statements = _statements()

    def upgrade(connection: Connection) -> None:
        for statement in () if versions.version_in(connection) else statements:
            connection.exec_driver_sql(statement)
        versions.upgrade(connection)

    patch.setattr(sqlite_file, "upgrade", upgrade)


@cache
def _statements() -> Sequence[str]:
    """What makes the prepared store, in the transaction of somebody else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.store"
        prepared(path)
        with closing(sqlite3.connect(path)) as connection:
            return [one for one in connection.iterdump() if one not in ("BEGIN TRANSACTION;", "COMMIT;")]


@cache
def _migrated() -> bytes:
    """A store as migrations make it, once a process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.store"
        migrate(f"sqlite:///{path}")
        return path.read_bytes()
