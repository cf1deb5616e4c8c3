"""When a disk has no room: which errors of the system say so, and how much of it files leave to the rest."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_MOST_LEFT = 1_000_000_000  # bytes


def says_full(error: OSError) -> bool:
    """Whether an error means that there is no room: on the disk, or of what this user may take of it."""
    return error.errno in _NO_ROOM


def says_broken(error: OSError) -> bool:
    """Whether an error means that the disk itself fails."""
    return error.errno == errno.EIO


def leaves_room(folder: Path, size: int) -> bool:
    """Whether a file of this size leaves a twentieth of the disk (at most a gigabyte) to the database.

    Answers, submissions and sign-ins go on then, whatever people upload.
    """
    disk = shutil.disk_usage(folder)
    return disk.free - size >= min(disk.total // 20, _MOST_LEFT)
