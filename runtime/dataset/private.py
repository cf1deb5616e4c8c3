"""Files and folders that only this user of the machine can read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_OTHERS = 0o077


def private_folder(path: Path) -> None:
    """Create ``path`` and its missing parents, private to this user."""
    if not path.exists():
        private_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def private_file(path: Path) -> None:
    """Create ``path`` as an empty private file unless it exists."""
    private_folder(path.parent)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def readable_by_others(paths: Iterable[Path]) -> list[Path]:
    """The existing ``paths`` that other users of this machine can read or change."""
    return [path for path in paths if path.exists() and path.stat().st_mode & _OTHERS]
