"""At which migration a database stands."""

from __future__ import annotations

import importlib

from sqlalchemy import Connection, inspect, text

from runtime.dataset.tables import VERSION


def version_in(connection: Connection) -> str:
    """The last migration that was run; empty when there was none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def is_newer(version: str) -> bool:
    """Whether a newer OnceOnly ran migrations that this one does not know."""
    return version > VERSION


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing; only who does loads Alembic."""
    importlib.import_module("runtime.dataset.migrations").upgrade(connection)
