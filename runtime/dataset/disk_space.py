"""Disk space: recognising errors of a full or failing disk, and the share reserved for the database."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_MOST_LEFT = 1_000_000_000  # bytes


def is_disk_full(error: OSError) -> bool:
    """Whether an error means that the disk or the user's quota is full."""
    return error.errno in _NO_ROOM


def is_disk_broken(error: OSError) -> bool:
    """Whether an error means that the disk fails."""
    return error.errno == errno.EIO


def leaves_room(folder: Path, size: int) -> bool:
    """Whether a file of ``size`` bytes leaves a twentieth of the disk (at most a gigabyte) free.

    That space is reserved for the database, so that uploads cannot stop submissions and sign-ins.
    """
    disk = shutil.disk_usage(folder)
    return disk.free - size >= min(disk.total // 20, _MOST_LEFT)
