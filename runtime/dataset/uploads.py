"""Uploads: ownership, limits, and deletion.

A row of `upload` refers to a row of `content`, which stands for bytes of the file storage. The row of
`content` is written before its bytes are placed and deleted after they are, so that after any interruption no
upload lacks its bytes and no bytes lack a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import IO, Any

from sqlalchemy import (
    BindParameter,
    Connection,
    RowMapping,
    and_,
    bindparam,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    update,
)

from runtime.dataset import tables
from runtime.dataset.batches import BATCH
from runtime.dataset.engine.database import Database
from runtime.dataset.files import FileStorage, is_digest
from runtime.dataset.identifiers import new_id
from runtime.dataset.records.errors import AccountFull, NoRoom, Unavailable
from runtime.dataset.records.files import Upload, UploadLimits

USUAL_LIMITS = UploadLimits()
_DAY = timedelta(days=1)
_TURN = "files"  # lock for counting space, and for deciding that bytes are unused


class LooseFiles:
    """Deleting loose files. Callers make files loose first, in a transaction of their own."""

    def __init__(self, database: Database, storage: FileStorage) -> None:
        self._database = database
        self._storage = storage

    def forget(self, uploads: Collection[str]) -> None:
        """Delete those uploads that are loose, and bytes that no upload refers to any more."""
        if not uploads:
            return
        with self._database.reading() as snapshot:
            loose = snapshot.execute(_LOOSE, {"uploads": list(uploads)}).scalars().all()
        if loose:
            with self._database.writing() as connection:
                digests = set(connection.execute(_FORGET, {"uploads": list(loose)}).scalars())
            self.remove_unheld(digests)

    def forget_after(self, uploads: Collection[str]) -> None:
        """Delete uploads that have just become loose; if the database is busy or full, they are cleared
        later.
        """
        if uploads:
            with suppress(Unavailable):
                self.forget(uploads)

    def remove_unheld(self, digests: Collection[str]) -> int:
        """Delete bytes that no upload refers to. Returns how many."""
        if not digests:
            return 0
        with self._database.writing() as connection:
            self._database.take_turn(connection, _TURN)
            unheld = connection.execute(_UNHELD, {"digests": sorted(digests)}).scalars().all()
            for digest in unheld:
                if is_digest(digest):  # else a provisional digest of an old store, whose file was never found
                    self._storage.remove(digest)
                connection.execute(_FORGET_CONTENT, {"this": digest})
        return len(unheld)


class Uploads:
    """The repository of uploads."""

    def __init__(self, database: Database, storage: FileStorage, loose: LooseFiles) -> None:
        self._database = database
        self._storage = storage
        self._loose = loose

    def keep(self, upload: Upload, content: IO[bytes], limits: UploadLimits = USUAL_LIMITS) -> Upload:
        """Store a file (``id`` empty) and return it with its new random id and its real size in bytes.

        It is loose until a draft names it. Raises AccountFull or NoRoom beyond ``limits`` or when the disk is
        full, before writing if its ``size`` is already too large; then nothing is left of it.
        """
        with self._database.reading() as snapshot:
            _require_room(snapshot, upload, limits)  # checked first, to write nothing that is refused anyway
        staged = self._storage.stage(content, upload.size)
        kept = replace(upload, id=new_id(), size=staged.size)
        try:
            self._announce(staged.digest, kept)
            self._storage.place(staged)
            self._add(staged.digest, kept, limits)
        except BaseException:
            self._storage.discard(staged)
            with suppress(Unavailable):
                self._loose.remove_unheld([staged.digest])
            raise
        return kept

    def get(self, upload: str) -> Upload | None:
        """An upload without its bytes, or None."""
        with self._database.reading() as snapshot:
            row = snapshot.execute(_UPLOAD, {"upload": upload}).mappings().first()
        return _upload_of(row) if row else None

    def content(self, upload: str) -> IO[bytes] | None:
        """The bytes of an upload as a stream; None when it does not exist."""
        with self._database.reading() as snapshot:
            row = snapshot.execute(_UPLOAD, {"upload": upload}).mappings().first()
        return self._storage.open(row["digest"]) if row and is_digest(row["digest"]) else None

    def forget(self, uploads: Collection[str]) -> None:
        """Delete those of these files that are loose, with their bytes."""
        self._loose.forget(uploads)

    def clear(self, before: datetime) -> int:
        """Delete a batch of loose files from before this time, and remains of interrupted writes.

        Returns how many. Others may write meanwhile; ``before`` must be longer ago than any request takes.
        """
        with self._database.reading() as snapshot:
            loose = snapshot.execute(_LOOSE_BEFORE, {"before": before}).scalars().all()
            unheld = snapshot.execute(_UNHELD_BEFORE, {"before": before}).scalars().all()
        self._loose.forget(loose)
        return len(loose) + self._loose.remove_unheld(unheld) + self._storage.clear_staged(before)

    def _announce(self, digest: str, upload: Upload) -> None:
        """Write the content's row before its bytes, so that they are found if this is interrupted."""
        with self._database.writing() as connection:
            self._database.take_turn(connection, _TURN)
            _note_content(connection, digest, upload)

    def _add(self, digest: str, upload: Upload, limits: UploadLimits) -> None:
        with self._database.writing() as connection:
            self._database.take_turn(connection, _TURN)
            _require_room(connection, upload, limits)
            if not self._storage.has(digest):
                raise Unavailable("The file was cleared in this moment; send it again.")
            _note_content(connection, digest, upload)  # an equal content may have been deleted meanwhile
            connection.execute(_ADD, _row(digest, upload))


def own(connection: Connection, draft: str, account: str, files: Collection[str]) -> list[str]:
    """Give loose files to a draft; returns those of its files that are loose now."""
    owned = set(connection.execute(_OF_DRAFT, {"of": draft}).scalars())
    if new := sorted(set(files) - owned):
        connection.execute(_OWN, {"uploads": new, "whose": account, "owner": draft})
    return _loosen(connection, owned.difference(files))


def keep(connection: Connection, draft: str, account: str, files: Collection[str]) -> list[str]:
    """Keep files of a draft for ever; returns its other files, which are loose now."""
    if files:
        connection.execute(_KEEP, {"uploads": list(files), "whose": account})
    return disown(connection, draft)


def disown(connection: Connection, draft: str) -> list[str]:
    """Make all files of a draft loose; returns them."""
    return _loosen(connection, connection.execute(_OF_DRAFT, {"of": draft}).scalars().all())


def _note_content(connection: Connection, digest: str, upload: Upload) -> None:
    if connection.execute(_RENEW, {"this": digest, "now": upload.at}).rowcount == 0:
        row = {"digest": digest, "size": upload.size, "at": upload.at}
        connection.execute(_ADD_CONTENT, row)


def _loosen(connection: Connection, uploads: Iterable[str]) -> list[str]:
    loosened = list(uploads)
    if loosened:
        connection.execute(_LOOSEN, {"uploads": loosened})
    return loosened


def _require_room(snapshot: Connection, upload: Upload, limits: UploadLimits) -> None:
    # ignores uploads dated later by a wrong clock
    window = {"since": upload.at - _DAY, "until": upload.at + _DAY}
    result = snapshot.execute(_TAKEN, {"account": upload.account, **window}).one()
    if result.account + upload.size > limits.account or result.unsent >= limits.unsent:
        raise AccountFull("The files of this account take all the room that one account has.")
    if result.in_all + upload.size > limits.in_all:
        raise NoRoom(
            "Files may take no more room; raise ONCEONLY_UPLOADS_MB, or wait until some are cleared."
        )


def _row(digest: str, upload: Upload) -> dict[str, object]:
    held = {"digest": digest, "draft": "", "kept": False}
    return {**{name: getattr(upload, name) for name in _COLUMNS}, **held}


def _upload_of(row: RowMapping) -> Upload:
    return Upload(**{name: row[name] for name in _COLUMNS})


_ADD_CONTENT = insert(tables.content).inline()
_ADD = insert(tables.upload).inline()
_COLUMNS = ("id", "account", "name", "media_type", "size", "at")
_ROW = tables.upload.c
_CONTENT = tables.content.c
_THESE: BindParameter[Any] = bindparam("uploads", expanding=True)
_DIGESTS: BindParameter[Any] = bindparam("digests", expanding=True)
_IS_LOOSE = and_(_ROW.draft == "", _ROW.kept == false())
_HELD = exists().where(_ROW.digest == _CONTENT.digest)
_OF_ACCOUNT = _ROW.account == bindparam("account")
_BYTES = select(func.coalesce(func.sum(_ROW.size), 0))
_RECENT = _ROW.at.between(bindparam("since"), bindparam("until"))
_UPLOAD = select(tables.upload).where(_ROW.id == bindparam("upload"))
_LOOSE = select(_ROW.id).where(_ROW.id.in_(_THESE), _IS_LOOSE)
_LOOSE_BEFORE = select(_ROW.id).where(_IS_LOOSE, _ROW.at < bindparam("before")).limit(BATCH)
_FORGET = delete(tables.upload).where(_ROW.id.in_(_THESE), _IS_LOOSE).returning(_ROW.digest)
_UNHELD = select(_CONTENT.digest).where(_CONTENT.digest.in_(_DIGESTS), ~_HELD)
_UNHELD_BEFORE = select(_CONTENT.digest).where(_CONTENT.at < bindparam("before"), ~_HELD).limit(BATCH)
_FORGET_CONTENT = delete(tables.content).where(_CONTENT.digest == bindparam("this"))
_RENEW = update(tables.content).where(_CONTENT.digest == bindparam("this")).values(at=bindparam("now"))
_OF_DRAFT = select(_ROW.id).where(_ROW.draft == bindparam("of"), _ROW.kept == false())
_OF_WHOM = _ROW.account == bindparam("whose")
_OWN = update(tables.upload).where(_ROW.id.in_(_THESE), _OF_WHOM, _IS_LOOSE).values(draft=bindparam("owner"))
_LOOSEN = update(tables.upload).where(_ROW.id.in_(_THESE)).values(draft="")
_KEEP = (
    update(tables.upload)
    .where(_ROW.id.in_(_THESE), _OF_WHOM, _ROW.kept == false())
    .values(draft="", kept=True)
)
_TAKEN = select(
    _BYTES.scalar_subquery().label("in_all"),
    _BYTES.where(_OF_ACCOUNT, or_(_ROW.kept == false(), _RECENT)).scalar_subquery().label("account"),
    select(func.count())
    .select_from(tables.upload)
    .where(_OF_ACCOUNT, _ROW.kept == false())
    .scalar_subquery()
    .label("unsent"),
)
