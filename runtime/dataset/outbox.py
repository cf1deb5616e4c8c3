"""Outgoing messages, each of which is to be delivered from the moment it is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, delete, func, literal_column, select

from runtime.dataset import tables
from runtime.dataset.engine.database import Database
from runtime.dataset.identifiers import folded, new_id
from runtime.dataset.inserting import insert_rows
from runtime.dataset.portions import PORTION
from runtime.dataset.records.outbox import Message, NewMessage


class Outbox:
    """The repository of messages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def post(self, message: NewMessage, at: datetime) -> Message:
        """Put a message that no submission carries into the outbox."""
        with self._database.writing() as connection:
            (posted,) = insert_messages(connection, [message], at)
        return posted

    def all(self, to: str | None = None) -> Sequence[Message]:
        """All messages, the one written last first; ``to`` asks for those to one address, in any case."""
        if to is None:
            return self._found(_ALL)
        return self._found(_ALL.where(tables.outbox.c.folded == bindparam("to")), to=folded(to))

    def newest(self, most: int) -> tuple[Sequence[Message], int]:
        """The ``most`` messages of the latest dates, the newest first, and how many there are in all."""
        with self._database.reading() as snapshot:
            found = [message_of(row) for row in snapshot.execute(_NEWEST, {"most": most}).mappings()]
            return found, snapshot.scalar(_COUNT) or 0

    def get(self, message: str) -> Message | None:
        """A message by its id."""
        return next(iter(self._found(_MESSAGE, message=message)), None)

    def about(self, reference: str) -> Sequence[Message]:
        """Every message that concerns a submission, oldest first."""
        return self._found(_ABOUT, reference=reference)

    def clear_sign_in_letters(self, before: datetime) -> int:
        """Forget a portion of the letters that brought sign-in links, written before. How many."""
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
    """Add messages, about the submission ``reference`` if there is one, in this transaction."""
    rows = [_row(message, at, reference) for message in messages]
    insert_rows(connection, tables.outbox, rows)
    return [message_of({**row, "sent": None}) for row in rows]


def message_of(row: RowMapping | dict[str, Any]) -> Message:
    """A message as stored."""
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
    .limit(PORTION)
)
_FORGET = delete(tables.outbox).where(tables.outbox.c.id == bindparam("message"))
