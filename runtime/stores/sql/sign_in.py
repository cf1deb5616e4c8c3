"""Sign-in links on SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete

from runtime.stores.shared import rows
from runtime.stores.shared.gate import instant
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database
from runtime.stores.sql.statements import adding


class SignIns:
    """The part of the store that knows who may sign in by which link."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_sign_in(self, token_hash: str, email: str, expires: datetime) -> None:
        """See `Store`."""
        row = {
            **dict.fromkeys(("share", "browser", "asked", "used"), ""),
            "id": token_hash,
            "email": email,
            "folded": rows.folded(email),
            "expires": instant(expires),
            "known": 0,
            "tries": 0,
        }
        with self._database.writing() as transaction:
            transaction.add(_ADD_SIGN_IN, [row])

    def take_sign_in(self, token_hash: str, at: datetime) -> str | None:
        """See `Store`."""
        with self._database.writing() as transaction:
            transaction.change(_FORGET_EXPIRED, now=instant(at))
            taken = transaction.row(_TAKE, token=token_hash)
        return taken["email"] if taken else None


_ADD_SIGN_IN = adding(tables.sign_in)
_FORGET_EXPIRED = delete(tables.sign_in).where(tables.sign_in.c.expires <= bindparam("now"))
_TAKE = (
    delete(tables.sign_in).where(tables.sign_in.c.id == bindparam("token")).returning(tables.sign_in.c.email)
)
