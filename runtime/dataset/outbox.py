"""The outbox: outgoing messages, due as soon as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, delete, func, literal_column, select

from runtime.dataset import tables
from runtime.dataset.batches import BATCH
from runtime.dataset.engine.database import Database
from runtime.dataset.identifiers import folded, new_id
from runtime.dataset.inserting import insert_rows
from runtime.dataset.records.outbox import Message, NewMessage


class Outbox:
    """The repository of messages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def post(self, message: NewMessage, at: datetime) -> Message:
        """Add a message without a submission."""
        with self._database.writing() as connection:
            (posted,) = insert_messages(connection, [message], at)
        return posted

    def all(self, to: str | None = None) -> Sequence[Message]:
        """All messages, newest first; ``to``: only those to one address, case-insensitive."""
        if to is None:
            return self._found(_ALL)
        return self._found(_ALL.where(tables.outbox.c.folded == bindparam("to")), to=folded(to))

    def newest(self, most: int) -> tuple[Sequence[Message], int]:
        """The ``most`` messages with the latest dates, newest first, and the number of all."""
        with self._database.reading() as snapshot:
            found = [message_of(row) for row in snapshot.execute(_NEWEST, {"most": most}).mappings()]
            return found, snapshot.scalar(_COUNT) or 0

    def get(self, message: str) -> Message | None:
        """A message by its id, or None."""
        return next(iter(self._found(_MESSAGE, message=message)), None)

    def about(self, reference: str) -> Sequence[Message]:
        """All messages about a submission, oldest first."""
        return self._found(_ABOUT, reference=reference)

    def clear_sign_in_letters(self, before: datetime) -> int:
        """Delete a batch of the letters with sign-in links written before a time. Returns how many."""
        with self._database.reading() as snapshot:
            found = snapshot.execute(_OLD_LETTERS, {"before": before}).scalars().all()
        if found:
            with self._database.writing() as connection:
                connection.execute(_FORGET, [{"message": message} for message in found])
        return len(found)

    def _found(self, statement: Select[Any], **values: object) -> Sequence[Message]:
        with self._database.reading() as snapshot:
            return [message_of(row) for row in snapshot.execute(statement, values).mappings()]


def insert_messages(
    connection: Connection, messages: Sequence[NewMessage], at: datetime, reference: str = ""
) -> list[Message]:
    """Insert messages in this transaction, about the submission ``reference`` if not empty."""
    rows = [_row(message, at, reference) for message in messages]
    insert_rows(connection, tables.outbox, rows)
    return [message_of({**row, "sent": None}) for row in rows]


def message_of(row: RowMapping | dict[str, Any]) -> Message:
    """A message from its row."""
    return Message(
        id=row["id"],
        to=row["recipient"],
        subject=row["subject"],
        body=row["body"],
        language=row["language"],
        at=row["at"],
        sent=row["sent"],
        about=row["about"],
        link=row["link"],
        attachment=row["attachment"],
        state=row["state"],
        problem=row["problem"],
    )


def _row(new: NewMessage, at: datetime, reference: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "recipient": new.to,
        "folded": folded(new.to),
        "subject": _with_reference(new.subject, reference),
        "body": _with_reference(new.body, reference),
        "language": new.language,
        "at": at,
        "about": reference,
        "link": new.link,
        "attachment": new.attachment,
        "state": "waiting",
        "problem": "",
        "due": at,
    }


def _with_reference(text: str, reference: str) -> str:
    return text.replace("{reference}", reference) if reference else text


_ALL = select(tables.outbox).order_by(tables.outbox.c.number.desc())
_NEWEST = (
    select(tables.outbox)
    .order_by(tables.outbox.c.at.desc(), tables.outbox.c.number.desc())
    .limit(bindparam("most"))
)
_COUNT = select(func.count()).select_from(tables.outbox)
_MESSAGE = select(tables.outbox).where(tables.outbox.c.id == bindparam("message"))
_ABOUT = (
    select(tables.outbox)
    .where(tables.outbox.c.about == bindparam("reference"))
    .order_by(tables.outbox.c.number)
)
_OLD_LETTERS = (
    select(tables.outbox.c.id)
    .where(tables.outbox.c.link > literal_column("''"), tables.outbox.c.at < bindparam("before"))
    .limit(BATCH)
)
_FORGET = delete(tables.outbox).where(tables.outbox.c.id == bindparam("message"))
