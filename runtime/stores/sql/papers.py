"""Outgoing messages and the audit trail on SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from runtime.stores.message_records import Message, NewMessage
from runtime.stores.records import AuditEntry
from runtime.stores.shared import rows
from runtime.stores.shared.identifiers import new_id
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database
from runtime.stores.sql.messages import insert_messages
from runtime.stores.sql.statements import adding


class Papers:
    """The part of the store that knows what goes out, and who did what."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def post(self, message: NewMessage, at: datetime) -> Message:
        """See `Store`."""
        row = rows.message_row(new_id(), message, at)
        with self._database.writing() as transaction:
            insert_messages(transaction, [row])
        return rows.message(row)

    def outbox(self, to: str | None = None) -> Sequence[Message]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            found = snapshot.rows(_OUTBOX) if to is None else snapshot.rows(_OUTBOX_OF, to=rows.folded(to))
        return [rows.message(row) for row in found]

    def newest_messages(self, most: int) -> tuple[Sequence[Message], int]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            found = snapshot.rows(_NEWEST, most=most)
            (count,) = snapshot.column(_COUNT)
        return [rows.message(row) for row in found], count

    def message(self, message: str) -> Message | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            row = snapshot.row(_MESSAGE, message=message)
        return rows.message(row) if row else None

    def note(self, actor: str, action: str, about: str, at: datetime) -> None:
        """See `Store`."""
        row = rows.audit_row(actor, action, about, at)
        with self._database.writing() as transaction:
            transaction.add(_ADD_ENTRY, [row])

    def audit_trail(self) -> Sequence[AuditEntry]:
        """See `Store`."""
        with self._database.reading() as snapshot:
            return [rows.audit_entry(row) for row in snapshot.rows(_TRAIL)]


_ADD_ENTRY = adding(tables.audit)
_OUTBOX = select(tables.outbox).order_by(tables.outbox.c.number.desc())
_NEWEST = (
    select(tables.outbox)
    .order_by(tables.outbox.c.at.desc(), tables.outbox.c.number.desc())
    .limit(bindparam("most"))
)
_COUNT = select(func.count()).select_from(tables.outbox)
_OUTBOX_OF = _OUTBOX.where(tables.outbox.c.folded == bindparam("to"))
_MESSAGE = select(tables.outbox).where(tables.outbox.c.id == bindparam("message"))
_TRAIL = select(tables.audit).order_by(tables.audit.c.sequence)
