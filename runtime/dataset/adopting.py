"""Moves files of stores up to version 0003, which have random names, to their digests."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select, update

from runtime.dataset import tables
from runtime.dataset.engine.database import Database
from runtime.dataset.engine.places import Place
from runtime.dataset.engine.sqlite_file import SqliteFile
from runtime.dataset.files import FileStorage

OLD = "old:"
"""Prefix of the provisional digest of content that was not moved yet; the old file name follows."""


def adopt_files(place: Place, storage: FileStorage) -> None:
    """Move files of an old store to their digests; missing files are skipped.

    It can be interrupted at any time and continues when called again.
    """
    if not isinstance(place, SqliteFile):
        return  # only SQLite stores can be that old
    database = place.open()
    try:
        for old in _waiting(database):
            path = place.path.parent / "uploads" / old.removeprefix(OLD)
            if path.exists():
                with path.open("rb") as content:
                    staged = storage.stage(content, path.stat().st_size)
                storage.place(staged)
                _note(database, old, staged.digest, staged.size)
                path.unlink()
    finally:
        database.close()


def _waiting(database: Database) -> list[str]:
    with database.reading() as snapshot:
        return list(snapshot.execute(_OLD).scalars())


def _note(database: Database, old: str, digest: str, size: int) -> None:
    with database.writing() as connection:
        if connection.scalar(_THERE, {"digest": digest}) is None:
            at = connection.scalar(_AT, {"digest": old})
            connection.execute(insert(tables.content), {"digest": digest, "size": size, "at": at})
        connection.execute(_POINT, {"old": old, "new": digest})
        connection.execute(_FORGET, {"old": old})


_OLD = select(tables.content.c.digest).where(tables.content.c.digest.startswith(OLD))
_THERE = select(tables.content.c.size).where(tables.content.c.digest == bindparam("digest"))
_AT = select(tables.content.c.at).where(tables.content.c.digest == bindparam("digest"))
_POINT = (
    update(tables.upload).where(tables.upload.c.digest == bindparam("old")).values(digest=bindparam("new"))
)
_FORGET = delete(tables.content).where(tables.content.c.digest == bindparam("old"))
