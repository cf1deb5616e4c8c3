"""The migration version of a database."""

from __future__ import annotations

import importlib

from sqlalchemy import Connection, inspect, text

from runtime.dataset.tables import VERSION


def version_in(connection: Connection) -> str:
    """The last migration that was run; empty text when there was none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def is_newer(version: str) -> bool:
    """Whether the version is of a newer OnceOnly, unknown to this one."""
    return version > VERSION


def upgrade(connection: Connection) -> None:
    """Run missing migrations; imports Alembic only when called."""
    importlib.import_module("runtime.dataset.migrations").upgrade(connection)
