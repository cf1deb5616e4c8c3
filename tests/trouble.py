"""Stores in trouble: files that are damaged, are no database, or cannot be written."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

DAMAGED = "is damaged, or no SQLite database at all"


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _no_database(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 1000)


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribble(path: Path) -> None:
    """Write nonsense over the middle of the file, and leave the first pages alone."""
    whole = path.read_bytes()
    begin, end = len(whole) // 4, 3 * len(whole) // 4
    path.write_bytes(whole[:begin] + random.Random(1).randbytes(end - begin) + whole[end:])


TROUBLES: Mapping[str, tuple[Callable[[Path], None], str]] = MappingProxyType(
    {
        "a folder": (_folder, "is a folder. Let ONCEONLY_STORE name the file of a store."),
        "no database": (_no_database, DAMAGED),
        "half a database": (_truncated, DAMAGED),
        "nonsense in the middle": (scribble, DAMAGED),
    }
)
"""What happens to the file of a store, and what its operator must be told."""

UNWRITABLE = "/sys/kernel/onceonly.db"
"""A file that nobody can make, root included."""


def settle(path: Path) -> None:
    """Bring all that was written into the one file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
