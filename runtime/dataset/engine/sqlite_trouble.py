"""Errors of SQLite files as messages to operators: where, why, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from runtime.dataset.disk_space import is_disk_full
from runtime.dataset.records.errors import StoreError

_ELSEWHERE = "or let ONCEONLY_STORE name another file"
_DAMAGED = (
    "The store at {path} is damaged, or no SQLite database at all ({why}). Put a backup in its place and "
    f"remove the files beside it that end in -wal and -shm, {_ELSEWHERE}."
)
_NOT_WRITABLE = (
    "The store at {path} cannot be written ({why}). Let this user write the file and its folder, "
    f"{_ELSEWHERE}."
)
_BUSY = "The store at {path} is being written by another program, which does not end. End it and start again."
_FULL = "The disk that holds {path} is full. Make room and start again."
_OTHER = f"The store at {{path}} cannot be opened ({{why}}). Look after the file and its disk, {_ELSEWHERE}."
_BY_CODE = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _NOT_WRITABLE,
    sqlite3.SQLITE_PERM: _NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: _NOT_WRITABLE,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
}


@contextmanager
def explain_errors(path: Path) -> Iterator[None]:
    """Raise errors of the system or SQLite about the file as StoreError with a remedy."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder. Let ONCEONLY_STORE name the file of a store.")
    try:
        yield
    except OSError as problem:
        sentence = _FULL if is_disk_full(problem) else _NOT_WRITABLE
        raise StoreError(sentence.format(path=path, why=problem.strerror)) from problem
    except DatabaseError as problem:
        raise StoreError(_of(problem.orig).format(path=path, why=problem.orig)) from problem


def require_sound(connection: Connection, path: Path) -> None:
    """Raise StoreError unless SQLite's integrity check of the file passes."""
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise StoreError(_DAMAGED.format(path=path, why="its pages do not fit to each other"))


def _of(problem: BaseException | None) -> str:
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF  # the primary code
    return _BY_CODE.get(code, _OTHER)
