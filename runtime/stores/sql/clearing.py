"""Clearing on SQL: what nobody needs any more goes in small portions, so that nobody waits for it.

Each portion is one transaction, and leaves the store as it must be: a process may be killed between any two.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, exists, or_, select, update

from runtime.stores.shared.gate import instant
from runtime.stores.sql import tables
from runtime.stores.sql.database import Database
from runtime.stores.sql.sessions import end_session
from runtime.stores.sql.statements import Statement

PORTION = 200


class Clearing:
    """The part of the store that forgets sessions, links, letters and drafts; for files see `Uploads`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def clear_sessions(self, used: datetime, opened: datetime) -> int:
        """See `Store`."""
        found = self._found(_SESSIONS, used=instant(used), begun=instant(opened))
        if found:
            with self._database.writing() as transaction:
                for cookie_hash in found:
                    end_session(transaction, cookie_hash)
        return len(found)

    def clear_sign_ins(self, before: datetime) -> int:
        """See `Store`."""
        return self._clear(_SIGN_INS, before, _FORGET_SIGN_IN)

    def clear_sign_in_letters(self, before: datetime) -> int:
        """See `Store`."""
        return self._clear(_SIGN_IN_LETTERS, before, _FORGET_JOB, _FORGET_LETTER)

    def clear_drafts(self, before: datetime) -> int:
        """See `Store`."""
        return self._clear(_DRAFTS, before, _FORGET_DRAFT, _LET_GO_OF_FILES)

    def _clear(self, which: Select[Any], before: datetime, *forget: Statement) -> int:
        moment = instant(before)
        found = self._found(which, before=moment)
        if found:
            with self._database.writing() as transaction:
                for statement in forget:
                    for one in found:
                        transaction.change(statement, this=one, before=moment)
        return len(found)

    def _found(self, which: Select[Any], **moments: str) -> Sequence[Any]:
        """What to forget, read without keeping others from writing."""
        with self._database.reading() as snapshot:
            return snapshot.column(which, **moments)


_SESSIONS = (
    select(tables.session.c.cookie_hash)
    .where(or_(tables.session.c.seen < bindparam("used"), tables.session.c.opened < bindparam("begun")))
    .limit(PORTION)
)
_SIGN_INS = select(tables.sign_in.c.id).where(tables.sign_in.c.expires < bindparam("before")).limit(PORTION)
_FORGET_SIGN_IN = delete(tables.sign_in).where(tables.sign_in.c.id == bindparam("this"))
_SIGN_IN_LETTERS = (
    select(tables.outbox.c.id)
    .where(tables.outbox.c.link > "", tables.outbox.c.at < bindparam("before"))
    .limit(PORTION)
)
_FORGET_JOB = delete(tables.job).where(
    tables.job.c.kind == "deliver", tables.job.c.about == bindparam("this")
)
_FORGET_LETTER = delete(tables.outbox).where(tables.outbox.c.id == bindparam("this"))
_DRAFTS = select(tables.draft.c.id).where(tables.draft.c.saved < bindparam("before")).limit(PORTION)
# Somebody may have saved it since it was found.
_FORGET_DRAFT = delete(tables.draft).where(
    tables.draft.c.id == bindparam("this"), tables.draft.c.saved < bindparam("before")
)
_LET_GO_OF_FILES = (
    update(tables.upload)
    .where(
        tables.upload.c.draft == bindparam("this"),
        tables.upload.c.kept == "",
        ~exists().where(tables.draft.c.id == tables.upload.c.draft),
    )
    .values(draft="")
)
