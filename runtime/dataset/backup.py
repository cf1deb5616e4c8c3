"""Backups: folders with an SQLite store, its files and checksums, tested by a restore when made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import bindparam, delete, select

from runtime.dataset import tables
from runtime.dataset.copying import Report, Sum, Sums, copy_rows, differences, rows_of, sums_of
from runtime.dataset.engine.database import Database
from runtime.dataset.engine.places import place_at
from runtime.dataset.engine.sqlite_file import SqliteFile
from runtime.dataset.files import FileStorage, open_files
from runtime.dataset.moving import DIGESTS, copy_files, move
from runtime.dataset.private import private_file, private_folder
from runtime.dataset.records.errors import StoreError, Unavailable

STORE = "onceonly.db"
"""File name of the store in a backup folder; its files are in ``onceonly.db.files``."""

_SUMS = "sums.json"
_DRILL = "drill.db"


def backup(url: str, target: Path, *, files: str = "") -> Sums:
    """Copy the dataset at ``url`` with its files into the new folder ``target`` while it is in use.

    The copy is one snapshot. It is then restored into a temporary folder, compared with what was read by row
    counts and checksums, and each file is read again. Raises StoreError when anything differs; then nothing
    is left of the copy.
    """
    place = place_at(url)
    place.require_ready()
    if target.exists():
        raise StoreError(f"{target} is there already; name a new folder for the backup.")
    with _whole_or_not_at_all(target):
        copy = SqliteFile(target / STORE)
        private_folder(target)
        copy.migrate()
        sums = _copied(place.open(), copy.open(), open_files(files or place.files), open_files(copy.files))
        private_file(target / _SUMS)
        (target / _SUMS).write_text(json.dumps(sums, indent=1), encoding="utf-8")
        _drill(target, open_files(copy.files))
    return sums


def restore(source: Path, url: str, *, files: str = "", report: Report) -> Sums:
    """Restore the backup in the folder ``source`` into the empty dataset at ``url``.

    Continues after an interruption. Raises StoreError when the backup is invalid or damaged, or the dataset
    has other rows.
    """
    expected = _sums_in(source)
    found = move(f"sqlite:///{source / STORE}", url, target_files=files, report=report)
    if wrong := differences(expected, found):
        raise StoreError(f"The backup in {source} is damaged: {'; '.join(wrong)}.")
    return found


def _copied(source: Database, target: Database, bytes_from: FileStorage, bytes_to: FileStorage) -> Sums:
    try:
        with source.reading() as snapshot:
            sums = copy_rows(snapshot, target, lambda *_: None)
            digests = snapshot.execute(DIGESTS).scalars().all()
        missing = copy_files(digests, bytes_from, bytes_to)
        return _without_gone(source, target, sums, missing) if missing else sums
    finally:
        source.close()
        target.close()


def _without_gone(source: Database, target: Database, sums: Sums, missing: Collection[str]) -> Sums:
    """Remove files from the copy that were deleted while it was made; all other files must be in it."""
    with source.reading() as snapshot:
        held = snapshot.execute(_HELD, {"digests": list(missing)}).scalars().all()
    if held:
        raise StoreError(f"these files are missing or damaged: {', '.join(sorted(set(held)))}")
    with target.writing() as connection:
        for table in (tables.upload, tables.content):
            for row in list(rows_of(connection, table)):
                if row["digest"] in missing:
                    sums[table.name] = sums[table.name].without(row)
        for table in (tables.upload, tables.content):
            connection.execute(
                delete(table).where(table.c.digest.in_(bindparam("digests", expanding=True))),
                {"digests": list(missing)},
            )
    return sums


def _drill(target: Path, storage: FileStorage) -> None:
    """Restore a backup into a temporary folder and compare rows; files are verified in place."""
    expected = _sums_in(target)
    database = SqliteFile(target / STORE).open()
    drilled = SqliteFile(target / _DRILL)
    drilled.migrate()
    restored = drilled.open()
    try:
        with database.reading() as snapshot:
            copy_rows(snapshot, restored, lambda *_: None)
            digests = snapshot.execute(DIGESTS).scalars().all()
        with restored.reading() as snapshot:
            wrong = differences(expected, sums_of(snapshot))
    finally:
        database.close()
        restored.close()
    wrong += [f"file {digest} is damaged" for digest in digests if not storage.verify(digest)]
    if wrong:
        raise StoreError("; ".join(wrong))
    for left in target.glob(f"{_DRILL}*"):
        left.unlink()


def _sums_in(folder: Path) -> Sums:
    try:
        found = json.loads((folder / _SUMS).read_text("utf-8"))
        return {name: Sum(*sum) for name, sum in found.items()}
    except (OSError, ValueError, TypeError) as problem:
        raise StoreError(f"There is no whole backup in {folder}: its {_SUMS} cannot be read.") from problem


@contextmanager
def _whole_or_not_at_all(target: Path) -> Iterator[None]:
    """Delete an incomplete copy after an error, such as a full or failing disk."""
    try:
        yield
    except BaseException as problem:
        shutil.rmtree(target, ignore_errors=True)
        if not isinstance(problem, StoreError | OSError):
            raise
        reason = problem.__cause__ if isinstance(problem, Unavailable) else problem
        text = getattr(reason, "orig", None) or getattr(reason, "strerror", None) or reason
        raise StoreError(
            f"The backup could not be made in {target}: {str(text).rstrip('.')}. Look at its disk and at the "
            "store's; where one is full, make room or name another folder."
        ) from problem


_HELD = select(tables.upload.c.digest).where(tables.upload.c.digest.in_(bindparam("digests", expanding=True)))
