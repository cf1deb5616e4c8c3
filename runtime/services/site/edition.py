"""The edition that a process serves, with the lock that keeps builds from removing it."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

from forms.model.published import CURRENT, EDITIONS, MANIFEST

_TRIES = 20  # one fails when a build is published at the same moment


class NotBuilt(Exception):
    """The output is missing or was built for another version; the text says which, with the remedy."""


class Edition:
    """The folder of one finished build, locked as long as this object exists and `let_go` was not called."""

    def __init__(self, folder: Path, lock: int) -> None:
        self.folder = folder
        self._lock: int | None = lock

    @property
    def name(self) -> str:
        """The name of the folder: a digest of the manifest."""
        return self.folder.name

    @property
    def is_held(self) -> bool:
        """Whether builds are kept from removing it."""
        return self._lock is not None

    def let_go(self) -> None:
        """Release the lock: from now on a build may remove the edition."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __del__(self) -> None:
        self.let_go()


def newest_name(output: Path) -> str:
    """The name of the edition that ``output/current`` points to; empty when there is none."""
    try:
        return (output / CURRENT).readlink().name
    except OSError:
        return ""


def is_there(output: Path) -> bool:
    """Whether an edition is published in ``output``."""
    return (output / CURRENT / MANIFEST).is_file()


def hold_newest(output: Path) -> Edition:
    """The newest edition, with a shared lock on its folder; raises NotBuilt when there is none."""
    for _ in range(_TRIES):
        if name := newest_name(output):
            held = hold(output.resolve() / EDITIONS / name)
            if held:
                return held
    raise NotBuilt(_why_none(output))


def _why_none(output: Path) -> str:
    if (output / CURRENT).is_dir() and not (output / CURRENT).is_symlink():
        return (
            f"{output / CURRENT} is a folder instead of a link, as some programs copy it. Copy {output} with"
            " its links (cp -a), or run `onceonly build` again."
        )
    if (output / MANIFEST).exists():  # before version 6 of the output there were no editions
        return f"What is in {output} was built by another version. Run `onceonly build` again."
    return f"There is nothing in {output}. Run `onceonly build` first."


def hold(folder: Path) -> Edition | None:
    """An edition with a shared lock on its folder; None when it is missing or being removed."""
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        _lock(lock)
        if os.fstat(lock).st_ino == folder.stat().st_ino:
            return Edition(folder, lock)
    except OSError:
        pass
    os.close(lock)
    return None


def _lock(folder: int) -> None:
    """Raises BlockingIOError while a build removes the folder.

    A disk without locks has none for builds either, so these do not remove any edition there.
    """
    try:
        fcntl.flock(folder, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError as error:
        if error.errno not in (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL):
            raise
