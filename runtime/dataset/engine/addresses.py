"""Addresses of databases: ``sqlite:///path`` or ``postgresql+psycopg://user@host/name``."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from runtime.dataset.records.errors import StoreError

_EXAMPLES = "sqlite:///var/city.db or postgresql+psycopg://user@host/city"


def parsed(url: str) -> URL:
    """Parse an address; raises StoreError for one of an unknown kind of database."""
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
    """An address without its password, for messages and logs."""
    return url.render_as_string(hide_password=True)


def lock_of(path: Path) -> Path:
    """The lock file for writers of an SQLite store; created when the store is opened."""
    return path.with_name(f"{path.name}.writer")


def files_of(path: Path) -> Path:
    """The folder for files of an SQLite store: beside it, never inside a web root."""
    return path.with_name(f"{path.name}.files")
