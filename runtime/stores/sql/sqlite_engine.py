"""SQLAlchemy's way to a SQLite file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from runtime.stores.shared.patience import SECONDS


def engine_of(path: Path) -> Engine:
    """An engine for the file; nothing is connected yet, and the driver begins nothing on its own."""
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": SECONDS})
    event.listen(engine, "connect", _on_connect)
    return engine


def _on_connect(connection: DBAPIConnection, _: Any) -> None:
    connection.isolation_level = None
    connection.cursor().execute("PRAGMA foreign_keys = ON")
