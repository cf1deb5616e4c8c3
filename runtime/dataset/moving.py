"""Moves a dataset with its files to another database."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from runtime.dataset import tables
from runtime.dataset.copying import Report, Sums, copy_rows, differences, sums_of
from runtime.dataset.engine.places import place_at
from runtime.dataset.files import FileStorage, is_digest, open_files
from runtime.dataset.opening import migrate
from runtime.dataset.records.errors import StoreError


def move(source: str, target: str, *, source_files: str = "", target_files: str = "", report: Report) -> Sums:
    """Copy the dataset at ``source`` to ``target`` with its files, and verify that both are equal.

    Nobody may write to either meanwhile. The source is not changed. Continues after an interruption. Raises
    StoreError when the target holds anything else, or when rows or files differ afterwards.
    """
    from_place, to_place = place_at(source), place_at(target)
    from_place.require_ready()
    if from_place == to_place:
        raise StoreError("The store to move from and the one to move to are the same; name another one.")
    bytes_from = open_files(source_files or from_place.files)
    bytes_to = open_files(target_files or to_place.files)
    migrate(target, files=target_files)
    from_database, to_database = from_place.open(), to_place.open()
    try:
        with from_database.reading() as snapshot:
            sums = copy_rows(snapshot, to_database, report)
            digests = snapshot.execute(DIGESTS).scalars().all()
        missing = copy_files(digests, bytes_from, bytes_to)
        report("files", len(digests) - len(missing))
        with to_database.reading() as snapshot:
            wrong = differences(sums, sums_of(snapshot))
    finally:
        from_database.close()
        to_database.close()
    wrong += [f"file {digest} is missing or damaged" for digest in missing]
    if wrong:
        raise StoreError(f"What was moved is not what was there: {'; '.join(wrong)}.")
    return sums


def copy_files(digests: Iterable[str], source: FileStorage, target: FileStorage) -> list[str]:
    """Copy bytes that the target lacks; returns the digests of missing or damaged ones."""
    return [digest for digest in digests if not _is_there(digest, source, target)]


def _is_there(digest: str, source: FileStorage, target: FileStorage) -> bool:
    # Files of an old store that are missing have a provisional digest.
    return is_digest(digest) and (target.has(digest) or _copied(digest, source, target))


def _copied(digest: str, source: FileStorage, target: FileStorage) -> bool:
    content = source.open(digest)
    if content is None:
        return False
    with content:
        staged = target.stage(content, source.size(digest) or 0)
    if staged.digest != digest:
        target.discard(staged)
        return False
    target.place(staged)
    return True


DIGESTS = select(tables.content.c.digest)
