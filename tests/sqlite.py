"""New SQLite stores, each made by copying a prepared one, as databases on the server of tests are."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from runtime.dataset import migrate


def prepared(path: Path) -> str:
    """The address of a new store with the tables of this version."""
    path.touch(mode=0o600)
    path.write_bytes(_migrated())
    return f"sqlite:///{path}"


@cache
def _migrated() -> bytes:
    """A store as migrations make it, once a process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.store"
        migrate(f"sqlite:///{path}")
        return path.read_bytes()
