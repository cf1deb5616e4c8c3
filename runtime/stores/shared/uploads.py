"""The folder of uploaded files: each under a random name, whole or not there."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from runtime.stores.records import NoRoom, Unavailable
from runtime.stores.shared.addresses import locks_beside
from runtime.stores.shared.private import private_folder
from runtime.stores.shared.room import leaves_room, says_full

_CHUNK = 256 * 1024  # bytes: a file is never in memory as a whole
UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class UploadFolder:
    """Bytes by random name. The folder appears with the first file."""

    path: Path

    def write(self, name: str, content: IO[bytes], size: int) -> int:
        """Keep what ``content`` holds and give its true size; ``size`` is what it is expected to have. When
        this returns it survives a power failure.

        Raises NoRoom or Unavailable, and leaves nothing behind, when the disk is nearly full or fails.
        """
        unfinished = self.path / f"{name}{UNFINISHED}"
        try:
            private_folder(self.path)
            _require_room(self.path, size)
            size = _copy(content, unfinished)
            unfinished.rename(self.path / name)
            self._sync()
        except BaseException as problem:
            self.remove((unfinished.name, name))
            if isinstance(problem, OSError):
                raise _told(problem) from problem
            raise
        return size

    def read(self, name: str) -> IO[bytes] | None:
        """The file, open for reading; None when it was removed in this moment."""
        try:
            return (self.path / name).open("rb")
        except FileNotFoundError:
            return None

    def has(self, name: str) -> bool:
        """Whether the file is there."""
        return (self.path / name).is_file()

    def remove(self, names: Iterable[str]) -> None:
        """Forget files as far as they are there; what the disk does not let go of is cleared later."""
        for name in names:
            with suppress(OSError):
                (self.path / name).unlink(missing_ok=True)

    def older_than(self, moment: float) -> Iterator[str]:
        """What was last written before ``moment`` (seconds since 1970), writes that were cut off included."""
        if self.path.is_dir():
            for entry in os.scandir(self.path):
                if _written(entry) < moment:
                    yield entry.name

    @property
    def shared(self) -> bool:
        """Whether another store lies beside the one of this folder: its files may be here, too."""
        return len(locks_beside(self.path)) > 1

    def _sync(self) -> None:
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)  # the new name is part of the folder, not of the file
        finally:
            os.close(folder)


def _copy(content: IO[bytes], target: Path) -> int:
    size = 0
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := content.read(_CHUNK):
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size


def _require_room(folder: Path, size: int) -> None:
    if not leaves_room(folder, size):
        raise NoRoom("The disk of the uploaded files is nearly full; make room on it.")


def _told(problem: OSError) -> Unavailable:
    if says_full(problem):
        return NoRoom("There is no room for files; make room on their disk.")
    return Unavailable("The disk of the uploaded files fails; look after it.")


def _written(entry: os.DirEntry[str]) -> float:
    """When a file was last written; never, for what is no file or was removed in this moment."""
    try:
        is_file = entry.is_file(follow_symlinks=False)
        return entry.stat(follow_symlinks=False).st_mtime if is_file else math.inf
    except FileNotFoundError:
        return math.inf
