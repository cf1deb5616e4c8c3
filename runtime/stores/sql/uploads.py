"""Clearing files that nobody holds: their rows first, then their bytes, then bytes without a row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from runtime.stores.shared.gate import instant
from runtime.stores.shared.uploads import UploadFolder
from runtime.stores.sql import tables
from runtime.stores.sql.clearing import PORTION
from runtime.stores.sql.database import Database


class Uploads:
    """The part of the store that removes files."""

    def __init__(self, database: Database, files: UploadFolder) -> None:
        self._database = database
        self._files = files

    def clear_uploads(self, before: datetime) -> int:
        """See `Store`."""
        return self._clear_loose(instant(before)) or self._clear_orphans(before)

    def _clear_loose(self, before: str) -> int:
        with self._database.reading() as snapshot:
            loose = snapshot.column(_LOOSE, before=before)
        if loose:
            with self._database.writing() as transaction:
                gone = [one for one in loose if transaction.change(_FORGET, this=one)]
            for one in gone:
                self._files.remove(one)
        return len(loose)

    def _clear_orphans(self, before: datetime) -> int:
        """Bytes that no row speaks of: what a killed process left. They hold nobody up, so all go at once."""
        if self._files.shared:
            return 0
        old = self._files.older_than(before.timestamp())
        orphans = [name for name in old if not self._is_known(name)]
        for name in orphans:
            self._files.remove(name)
        return len(orphans)

    def _is_known(self, name: str) -> bool:
        with self._database.reading() as snapshot:
            return snapshot.row(_THERE, upload=name) is not None


_LOOSE = (
    select(tables.upload.c.id)
    .where(tables.upload.c.draft == "", tables.upload.c.kept == "", tables.upload.c.at < bindparam("before"))
    .limit(PORTION)
)
_FORGET = delete(tables.upload).where(
    tables.upload.c.id == bindparam("this"), tables.upload.c.draft == "", tables.upload.c.kept == ""
)
_THERE = select(tables.upload.c.id).where(tables.upload.c.id == bindparam("upload"))
