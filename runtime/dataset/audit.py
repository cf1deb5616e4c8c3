"""The audit trail: who did what, in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from runtime.dataset import tables
from runtime.dataset.engine.database import Database
from runtime.dataset.inserting import insert_rows
from runtime.dataset.records.audit import AuditEntry


class Audit:
    """The repository of the audit trail."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, actor: str, action: str, about: str, at: datetime) -> None:
        """Append an entry."""
        with self._database.writing() as connection:
            insert_entry(connection, actor, action, about, at)

    def trail(self) -> Sequence[AuditEntry]:
        """All entries, oldest first."""
        with self._database.reading() as snapshot:
            return [AuditEntry(**row) for row in snapshot.execute(_TRAIL).mappings()]


def insert_entry(connection: Connection, actor: str, action: str, about: str, at: datetime) -> None:
    """Append an entry in this transaction."""
    row = {"at": at, "actor": actor, "action": action, "about": about}
    insert_rows(connection, tables.audit, [row])


_TRAIL = select(tables.audit).order_by(tables.audit.c.sequence)
