"""The folder of uploaded files: each under a random name, whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from runtime.stores.records import Unavailable
from runtime.stores.shared.addresses import locks_beside
from runtime.stores.shared.private import private_folder

_CHUNK = 256 * 1024  # bytes: a file is never in memory as a whole
_UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class UploadFolder:
    """Bytes by random name. The folder appears with the first file."""

    path: Path

    def write(self, name: str, content: IO[bytes]) -> int:
        """Keep what ``content`` holds and give its size; when this returns it survives a power failure.

        Raises Unavailable, and leaves nothing behind, when there is no room or the disk fails.
        """
        unfinished = self.path / f"{name}{_UNFINISHED}"
        try:
            private_folder(self.path)
            size = _copy(content, unfinished)
            unfinished.rename(self.path / name)
            self._sync()
        except BaseException as problem:
            unfinished.unlink(missing_ok=True)
            if isinstance(problem, OSError):
                raise Unavailable("There is no room for files, or their disk fails.") from problem
            raise
        return size

    def read(self, name: str) -> IO[bytes] | None:
        """The file, open for reading; None when it was removed in this moment."""
        try:
            return (self.path / name).open("rb")
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Forget a file, if it is there."""
        (self.path / name).unlink(missing_ok=True)

    def older_than(self, moment: float) -> Iterator[str]:
        """What was last written before ``moment`` (seconds since 1970), writes that were cut off included."""
        if self.path.is_dir():
            with os.scandir(self.path) as entries:
                for entry in entries:
                    if entry.is_file(follow_symlinks=False) and entry.stat().st_mtime < moment:
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
