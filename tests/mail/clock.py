"""Time that passes for jobs and letters, without anybody waiting for it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path


def time_passes(database: Path, **how_much: int) -> None:
    """As if all that is planned, held and written had been so some time earlier."""
    seconds = -timedelta(**how_much).total_seconds()
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, column in (
            ("outbox", "due"),
            ("outbox", "lease"),
            ("outbox", "at"),
            ("job", "due"),
            ("job", "lease"),
        ):
            earlier = f"strftime('%Y-%m-%dT%H:%M:%f000+00:00', {column}, '{seconds} seconds')"
            connection.execute(f"UPDATE {table} SET {column} = {earlier} WHERE {column} IS NOT NULL")
