"""Backups of SQLite: one step while the store is used, then opened and verified."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Row, delete, func, select
from sqlalchemy.exc import DatabaseError

from runtime.stores.records import NotPrepared, StoreError
from runtime.stores.shared.addresses import files_of
from runtime.stores.shared.private import private_file
from runtime.stores.shared.uploads import UNFINISHED
from runtime.stores.sql import tables
from runtime.stores.sql.sqlite_engine import engine_of

_UPLOAD = tables.upload.c
_ROWS = select(func.count())
_NEVER_SHRINKING = {
    **{
        table.name: _ROWS.select_from(table)
        for table in (tables.fact, tables.submission, tables.transition, tables.audit)
    },
    "outbox": _ROWS.where(tables.outbox.c.link == ""),  # letters that brought sign-in links are cleared
}


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
    with _whole_or_not_at_all(target):
        private_file(copy)
        before = _copy_database(path, copy)
        _copy_files(files_of(path), files_of(copy))
        _drop_vanished(path, copy)
    verify(copy, before)


def verify(copy: Path, before: Mapping[str, int]) -> None:
    """Raise StoreError unless the copy is sound, has all its files, and as many rows as ``before``."""
    try:
        with _connected(copy) as connection:
            problems = _problems(connection, copy, before)
    except DatabaseError as damage:
        problems = [str(damage.orig)]
    if problems:
        raise StoreError(f"The backup in {copy.parent} is not whole: {'; '.join(problems)}.")


@contextmanager
def _whole_or_not_at_all(target: Path) -> Iterator[None]:
    """Leave no half of a copy behind when there is no room for the other half, or its disk fails."""
    try:
        yield
    except (DatabaseError, OSError) as problem:
        shutil.rmtree(target, ignore_errors=True)
        reason = problem.orig if isinstance(problem, DatabaseError) else problem.strerror
        raise StoreError(
            f"The backup could not be made in {target}: {reason}. Look at its disk and at the store's; "
            "where one is full, make room or name another folder."
        ) from problem


def _copy_database(path: Path, copy: Path) -> dict[str, int]:
    """Copy the database; how many rows it had when the copy began."""
    with _connected(path) as connection:
        before = _counts(connection)
        connection.exec_driver_sql("VACUUM INTO ?", (str(copy),))
    _sync(copy)
    return before


@contextmanager
def _connected(path: Path) -> Iterator[Connection]:
    engine = engine_of(path)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _copy_files(source: Path, target: Path) -> None:
    """Copy uploads after the database: a row is only written when its file is there."""
    target.mkdir(mode=0o700)
    for file in source.glob("*"):
        if file.suffix != UNFINISHED:
            with suppress(FileNotFoundError):  # its draft let it go in this moment
                shutil.copy2(file, target)
                _sync(target / file.name)


def _drop_vanished(path: Path, copy: Path) -> None:
    """Forget, in the copy, files that drafts let go of while it was made.

    Only what was not sent yet can go. What the store still knows must be there, and `verify` says so.
    """
    with _connected(copy) as connection, _connected(path) as live:
        for row in _without_bytes(connection, files_of(copy)):
            if not live.execute(select(_UPLOAD.id).where(_UPLOAD.id == row.id)).first():
                connection.execute(delete(tables.upload).where(_UPLOAD.id == row.id))
    _sync(copy)


def _problems(connection: Connection, copy: Path, before: Mapping[str, int]) -> list[str]:
    return [
        *_damage(connection),
        *_missing_rows(connection, before),
        *_missing_files(connection, files_of(copy)),
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
    return [f"upload {row.id} is missing or cut" for row in _without_bytes(connection, files)]


def _without_bytes(connection: Connection, files: Path) -> list[Row[str, int]]:
    """The files whose bytes are not there as they were received."""
    uploads = connection.execute(select(_UPLOAD.id, _UPLOAD.size)).all()
    return [row for row in uploads if _size(files / row.id) != row.size]


def _counts(connection: Connection) -> dict[str, int]:
    return {name: connection.scalar(count) or 0 for name, count in _NEVER_SHRINKING.items()}


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else -1


def _sync(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
