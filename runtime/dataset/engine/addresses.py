"""Addresses of databases: ``sqlite:///path`` or ``postgresql+psycopg://user@host/name``."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from runtime.dataset.records.errors import StoreError

_EXAMPLES = "sqlite:///var/city.db or postgresql+psycopg://user@host/city"


def parsed(url: str) -> URL:
    """The parts of an address; StoreError for one that names no database that OnceOnly knows."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(f"ONCEONLY_STORE is no address of a store; write for example {_EXAMPLES}.") from None
    if parts.drivername in {"postgresql", "postgres"}:
        parts = parts.set(drivername="postgresql+psycopg")
    if parts.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise StoreError(f"No store is called “{parts.drivername}”; write for example {_EXAMPLES}.")
    if not parts.database:
        raise StoreError(f"“{shown(parts)}” names no database; write for example {_EXAMPLES}.")
    return parts


def shown(url: URL) -> str:
    """An address as it may be shown and logged: without its password."""
    return url.render_as_string(hide_password=True)


def lock_of(path: Path) -> Path:
    """The file that writers of an SQLite store lock; it is there as soon as the store was opened."""
    return path.with_name(f"{path.name}.writer")


def files_of(path: Path) -> Path:
    """The folder of the files of an SQLite store: beside it, never inside a web root."""
    return path.with_name(f"{path.name}.files")
