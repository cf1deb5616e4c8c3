"""Files of stores of version 0003 and before, which lay under random names, find their place."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select, update

from runtime.dataset import tables
from runtime.dataset.engine.database import Database
from runtime.dataset.engine.places import Place
from runtime.dataset.engine.sqlite_file import SqliteFile
from runtime.dataset.files import FileStorage

OLD = "old:"
"""Begins the digest of content that waits for its place; the name of the old file follows."""


def adopt_files(place: Place, storage: FileStorage) -> None:
    """Move files of an old store to where they belong; a file that is missing stays so.

    It can be cut off at any moment and goes on when it is called again.
    """
    if not isinstance(place, SqliteFile):
        return  # only SQLite is as old as that
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
