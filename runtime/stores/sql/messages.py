"""Messages into the outbox, each with the job that hands it over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from runtime.stores.shared import rows
from runtime.stores.sql import tables
from runtime.stores.sql.database import Transaction
from runtime.stores.sql.statements import adding


def insert_messages(transaction: Transaction, found: Sequence[dict[str, Any]]) -> None:
    """Add rows of `shared.rows.message_row`, in this transaction."""
    transaction.add(_ADD_MESSAGE, found)
    transaction.add(_ADD_JOB, [rows.delivery_row(row) for row in found])


_ADD_MESSAGE = adding(tables.outbox)
_ADD_JOB = adding(tables.job)
