"""Addresses of stores on this machine: ``scheme:///relative/path`` or ``scheme:////absolute/path``."""

from __future__ import annotations

from pathlib import Path

from runtime.stores.records import StoreError


def path_of(url: str) -> Path:
    """The file behind a store's address."""
    _, _, path = url.partition(":///")
    if not path:
        raise StoreError(f"“{url}” names no file; write for example {url.partition(':')[0]}:///var/city.db.")
    return Path(path)


def files_of(path: Path) -> Path:
    """The folder for uploads beside the store's file: never inside a web root."""
    return path.parent / "uploads"


def lock_of(path: Path) -> Path:
    """The file that writers of the store lock; it is there as soon as the store was opened."""
    return path.with_name(f"{path.name}{_LOCK}")


def locks_beside(files: Path) -> list[Path]:
    """The locks of all stores whose uploads go into one folder."""
    return list(files.parent.glob(f"*{_LOCK}"))


_LOCK = ".writer"
