"""The sandbox's file: read whole, written whole, one JSON document for people to read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Table

from runtime.stores.shared.gate import checked
from runtime.stores.shared.locks import WriterLock


class Tables:
    """The tables of one transaction, by the names that the store of record uses too."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._database = TinyDB(storage=MemoryStorage)
        self._database.storage.write(content)

    def __getattr__(self, name: str) -> Table:
        return self._database.table(name)

    def add(self, table: str, row: dict[str, Any]) -> int:
        """Add a row, through the gate; its number."""
        return self._database.table(table).insert(checked(row))

    def content(self) -> dict[str, Any]:
        """Everything, as it belongs into the file."""
        return self._database.storage.read() or {}


class SandboxFile:
    """Transactions on a JSON file; a missing file is an empty store."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = WriterLock(path.with_name(f"{path.name}.writer"))

    def reading(self) -> Tables:
        """The tables as they are; what is changed in them is forgotten."""
        return Tables(json.loads(self._path.read_text("utf-8")) if self._path.exists() else {})

    @contextmanager
    def writing(self) -> Iterator[Tables]:
        """The tables to change: written at the end of the block, or not at all."""
        with self._lock.held():
            tables = self.reading()
            yield tables
            self._write(tables.content())

    def close(self) -> None:
        """Give the lock's file back."""
        self._lock.close()

    def _write(self, content: dict[str, Any]) -> None:
        unfinished = self._path.with_name(f"{self._path.name}.unfinished")
        unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")
        unfinished.replace(self._path)
