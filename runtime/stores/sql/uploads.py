"""Uploads on SQL: whose they are, how much room they may take, and how they go again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import IO

from sqlalchemy import bindparam, delete, func, or_, select, update

from runtime.stores.base import USUAL_LIMITS
from runtime.stores.records import AccountFull, NoRoom, Unavailable, Upload, UploadLimits
from runtime.stores.shared import rows
from runtime.stores.shared.gate import instant
from runtime.stores.shared.identifiers import new_id
from runtime.stores.shared.uploads import UNFINISHED, UploadFolder
from runtime.stores.sql import tables
from runtime.stores.sql.clearing import PORTION
from runtime.stores.sql.database import Database, Transaction
from runtime.stores.sql.statements import adding

_DAY = timedelta(days=1)


class LooseFiles:
    """Files that nothing holds any more: what lets them go loosens them first, in its own transaction.

    Their rows are deleted in one more, which survives a power failure, and only then their bytes: so no row
    is ever left without its bytes, whenever the power fails or the process is killed.
    """

    def __init__(self, database: Database, files: UploadFolder) -> None:
        self._database = database
        self._files = files

    def forget(self, uploads: Iterable[str]) -> None:
        """Forget those that are loose."""
        with self._database.reading() as snapshot:
            loose = [upload for upload in uploads if snapshot.row(_LOOSE, upload=upload)]
        if loose:
            with self._database.writing() as transaction:
                gone = [upload for upload in loose if transaction.change(_FORGET, upload=upload)]
            self._files.remove(gone)

    def forget_after(self, uploads: Collection[str]) -> None:
        """Forget what was just let go; when the database is busy or full it is cleared later."""
        if uploads:
            with suppress(Unavailable):
                self.forget(uploads)


class Uploads:
    """The part of the store that knows what came with the answers."""

    def __init__(self, database: Database, files: UploadFolder, loose: LooseFiles) -> None:
        self._database = database
        self._files = files
        self._loose = loose

    def keep_upload(self, upload: Upload, content: IO[bytes], limits: UploadLimits = USUAL_LIMITS) -> Upload:
        """See `Store`."""
        with self._database.reading() as snapshot:
            _require_room(snapshot, upload, limits)  # so that nothing is written that is refused anyway
        name = new_id()
        kept = replace(upload, id=name, size=self._files.write(name, content, upload.size))
        try:
            with self._database.writing() as transaction:
                _require_room(transaction, kept, limits)
                self._require_bytes(name)
                transaction.add(_ADD, [rows.upload_row(kept)])
        except BaseException:
            self._files.remove([name])
            raise
        return kept

    def upload(self, upload: str) -> Upload | None:
        """See `Store`."""
        with self._database.reading() as snapshot:
            row = snapshot.row(_UPLOAD, upload=upload)
        return rows.upload(row) if row else None

    def content(self, upload: str) -> IO[bytes] | None:
        """See `Store`."""
        return self._files.read(upload) if self.upload(upload) else None

    def forget_uploads(self, uploads: Collection[str]) -> None:
        """See `Store`."""
        self._loose.forget(uploads)

    def clear_uploads(self, before: datetime) -> int:
        """See `Store`."""
        with self._database.reading() as snapshot:
            loose = snapshot.column(_LOOSE_BEFORE, before=instant(before))
        self._loose.forget(loose)
        return len(loose) + self._remove_left(self._left_in_folder(before))

    def _require_bytes(self, name: str) -> None:
        if not self._files.has(name):
            raise Unavailable("The file was cleared from its folder in this moment; send it again.")

    def _left_in_folder(self, before: datetime) -> list[str]:
        """What lies in the folder since before this moment without a row: a portion of it."""
        if self._files.shared:
            return []  # another store's files look like nobody's from here
        old = list(self._files.older_than(before.timestamp()))
        with self._database.reading() as snapshot:
            return list(islice((name for name in old if _is_left(snapshot, name)), PORTION))

    def _remove_left(self, names: Collection[str]) -> int:
        """Remove bytes without rows: no row can be added while this looks for one. How many are gone."""
        if not names:
            return 0
        with self._database.writing() as transaction:
            left = [name for name in names if _is_left(transaction, name)]
            self._files.remove(left)
        return sum(not self._files.has(name) for name in left)


def own(transaction: Transaction, draft: str, account: str, files: Collection[str]) -> list[str]:
    """Give a draft the loose files that it names; those of its files that are loose now."""
    owned = transaction.column(_OF_DRAFT, draft=draft)
    for upload in set(files).difference(owned):
        transaction.change(_OWN, upload=upload, account=account, owner=draft)
    return _loosen(transaction, set(owned).difference(files))


def keep(transaction: Transaction, draft: str, account: str, files: Collection[str]) -> list[str]:
    """Keep files of a draft for good; its other files, which are loose now."""
    for upload in files:
        transaction.change(_KEEP, upload=upload, account=account)
    return disown(transaction, draft)


def disown(transaction: Transaction, draft: str) -> list[str]:
    """The files of a draft, which are loose now."""
    return _loosen(transaction, transaction.column(_OF_DRAFT, draft=draft))


def _is_left(snapshot: Transaction, name: str) -> bool:
    """Whether a file of the folder was left by a write or a removal that was cut off."""
    return name.endswith(UNFINISHED) or not snapshot.row(_UPLOAD, upload=name)


def _loosen(transaction: Transaction, uploads: Iterable[str]) -> list[str]:
    loosened = list(uploads)
    for upload in loosened:
        transaction.change_one(_LOOSEN, upload=upload)
    return loosened


def _require_room(snapshot: Transaction, upload: Upload, limits: UploadLimits) -> None:
    since = instant(upload.at - _DAY)
    until = instant(upload.at + _DAY)  # for later ones the clock was wrong
    taken = snapshot.row(_TAKEN, account=upload.account, since=since, until=until)
    assert taken is not None  # noqa: S101  sums are always there
    if taken["account"] + upload.size > limits.account or taken["unsent"] >= limits.unsent:
        raise AccountFull("The files of this account take all the room that one account has.")
    if taken["in_all"] + upload.size > limits.in_all:
        raise NoRoom(
            "Files may take no more room; raise ONCEONLY_UPLOADS_MB, or wait until some are cleared."
        )


_ROW = tables.upload.c
_THIS = _ROW.id == bindparam("upload")
_IS_LOOSE = (_ROW.draft == "") & (_ROW.kept == "")
_OF_ACCOUNT = _ROW.account == bindparam("account")
_BYTES = select(func.coalesce(func.sum(_ROW.size), 0))
_RECENT = _ROW.at.between(bindparam("since"), bindparam("until"))
_ADD = adding(tables.upload)
_UPLOAD = select(tables.upload).where(_THIS)
_LOOSE = select(_ROW.id).where(_THIS, _IS_LOOSE)
_LOOSE_BEFORE = select(_ROW.id).where(_IS_LOOSE, _ROW.at < bindparam("before")).limit(PORTION)
_FORGET = delete(tables.upload).where(_THIS, _IS_LOOSE)
_OF_DRAFT = select(_ROW.id).where(_ROW.draft == bindparam("draft"), _ROW.kept == "")
_OWN = update(tables.upload).where(_THIS, _OF_ACCOUNT, _IS_LOOSE).values(draft=bindparam("owner"))
_LOOSEN = update(tables.upload).where(_THIS).values(draft="")
_KEEP = update(tables.upload).where(_THIS, _OF_ACCOUNT, _ROW.kept == "").values(draft="", kept="yes")
_TAKEN = select(
    _BYTES.scalar_subquery().label("in_all"),
    _BYTES.where(_OF_ACCOUNT, or_(_ROW.kept == "", _RECENT)).scalar_subquery().label("account"),
    select(func.count())
    .select_from(tables.upload)
    .where(_OF_ACCOUNT, _ROW.kept == "")
    .scalar_subquery()
    .label("unsent"),
)
