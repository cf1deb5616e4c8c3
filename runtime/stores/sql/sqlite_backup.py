"""Backups of SQLite: one step while the store is used, then opened and verified."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.exc import DatabaseError

from runtime.stores.records import NotPrepared, StoreError
from runtime.stores.shared.addresses import files_of
from runtime.stores.shared.private import private_file
from runtime.stores.sql import tables
from runtime.stores.sql.sqlite_engine import engine_of

_ROWS = select(func.count())
_NEVER_SHRINKING = {
    **{
        table.name: _ROWS.select_from(table)
        for table in (tables.fact, tables.submission, tables.transition, tables.audit)
    },
    "outbox": _ROWS.where(tables.outbox.c.link == ""),  # letters that brought sign-in links are cleared
}
_UPLOAD = select(tables.upload.c.id).where(tables.upload.c.id == bindparam("upload"))


def backup(path: Path, target: Path) -> None:
    """See `runtime.stores.backup`.

    ``VACUUM INTO`` sees one snapshot. The stepped backup of SQLite starts again at each write, and never
    ends under load.
    """
    if not path.exists():
        raise NotPrepared(f"There is no store at {path} to copy; check its address.")
    if target.exists():
        raise StoreError(f"{target} is there already; name a new folder for the backup.")
    copy = target / path.name
    private_file(copy)
    before = _copy_database(path, copy)
    _copy_files(files_of(path), files_of(copy))
    verify(copy, before, path)


def verify(copy: Path, before: Mapping[str, int], source: Path) -> None:
    """Raise StoreError unless the copy is sound, has as many rows as ``before``, and all its files: but for
    those that the store it was made of has not any more either, because they were removed meanwhile.
    """
    engine = engine_of(copy)
    try:
        with engine.connect() as connection:
            problems = _problems(connection, copy, before, source)
    except DatabaseError as damage:
        problems = [str(damage.orig)]
    finally:
        engine.dispose()
    if problems:
        raise StoreError(f"The backup in {copy.parent} is not whole: {'; '.join(problems)}.")


def _copy_database(path: Path, copy: Path) -> dict[str, int]:
    """Copy the database; how many rows it had when the copy began."""
    engine = engine_of(path)
    with engine.connect() as connection:
        before = _counts(connection)
        connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))
    engine.dispose()
    _sync(copy)
    return before


def _copy_files(source: Path, target: Path) -> None:
    """Copy uploads after the database: a row is only written when its file is there."""
    target.mkdir(mode=0o700)
    for file in source.glob("*"):
        if file.suffix != ".unfinished":
            with suppress(FileNotFoundError):  # removed in this moment
                shutil.copy2(file, target)
                _sync(target / file.name)


def _problems(connection: Connection, copy: Path, before: Mapping[str, int], source: Path) -> list[str]:
    missing = _missing_files(connection, files_of(copy))
    return [
        *_damage(connection),
        *_missing_rows(connection, before),
        *(f"upload {upload} is missing or cut" for upload in _still_there(source, missing)),
    ]


def _damage(connection: Connection) -> list[str]:
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [text for text in found if text != "ok"] + [f"{row[0]} points at nothing" for row in loose]


def _missing_rows(connection: Connection, before: Mapping[str, int]) -> list[str]:
    return [
        f"{name} has {count} rows instead of {before[name]}"
        for name, count in _counts(connection).items()
        if count < before[name]
    ]


def _missing_files(connection: Connection, files: Path) -> list[str]:
    uploads = connection.execute(select(tables.upload.c.id, tables.upload.c.size))
    return [row.id for row in uploads if _size(files / row.id) != row.size]


def _still_there(source: Path, uploads: Sequence[str]) -> list[str]:
    engine = engine_of(source)
    with engine.connect() as connection:
        found = [one for one in uploads if connection.scalar(_UPLOAD, {"upload": one})]
    engine.dispose()
    return found


def _counts(connection: Connection) -> dict[str, int]:
    return {name: connection.scalar(count) or 0 for name, count in _NEVER_SHRINKING.items()}


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else -1


def _sync(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
