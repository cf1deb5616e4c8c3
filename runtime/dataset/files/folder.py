"""File storage in a folder: ``ab/abcdef…``, and ``staging/`` on the same disk; private to this user."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from runtime.dataset.disk_space import is_disk_full, leaves_room
from runtime.dataset.files.base import (
    CHUNK,
    CLEARED,
    STAGING,
    DigestReader,
    FileStorage,
    Staged,
    is_digest,
    place_of,
)
from runtime.dataset.private import private_folder
from runtime.dataset.records.errors import NoRoom, Unavailable


@dataclass(frozen=True)
class FolderStorage(FileStorage):
    """Files in ``path``, which is created with the first one."""

    path: Path

    def stage(self, content: IO[bytes], expected_size: int) -> Staged:
        """See `FileStorage`. Keeps a twentieth of the disk free for the database."""
        name = secrets.token_hex(16)
        try:
            with self._disk():
                self._prepare()
                self._require_room(expected_size)
                reader = DigestReader(content)
                _copy(reader, self._staged(name))
        except BaseException:
            self._discard(name)
            raise
        return Staged(name, reader.digest, reader.size)

    def place(self, staged: Staged) -> None:
        """See `FileStorage`."""
        target = self._file(staged.digest)
        with self._disk():
            private_folder(target.parent)
            try:
                self._staged(staged.name).replace(target)
            except FileNotFoundError:
                self._require(staged.digest)
            _sync(target.parent)
            _sync(self.path)  # another process may just have created the subfolder

    def discard(self, staged: Staged) -> None:
        """See `FileStorage`."""
        self._discard(staged.name)

    def open(self, digest: str) -> IO[bytes] | None:
        """See `FileStorage`."""
        with self._disk():
            try:
                return self._file(digest).open("rb")
            except FileNotFoundError:
                return None

    def size(self, digest: str) -> int | None:
        """See `FileStorage`."""
        with self._disk():
            try:
                return self._file(digest).stat().st_size
            except FileNotFoundError:
                return None

    def remove(self, digest: str) -> None:
        """See `FileStorage`."""
        with self._disk():
            self._file(digest).unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        """See `FileStorage`."""
        with self._disk():
            for shelf in _names(self.path):
                if len(shelf) == len("ab"):
                    yield from filter(is_digest, _names(self.path / shelf))

    def clear_staged(self, before: datetime) -> int:
        """See `FileStorage`."""
        with self._disk():
            return sum(_removed(self._staged(name), before) for name in _names(self.path / STAGING))

    def _file(self, digest: str) -> Path:
        return self.path / place_of(digest)

    def _staged(self, name: str) -> Path:
        return self.path / STAGING / name

    def _discard(self, name: str) -> None:
        with suppress(OSError):
            self._staged(name).unlink(missing_ok=True)

    def _prepare(self) -> None:
        if not self.path.exists():
            private_folder(self.path)
            _sync(self.path.parent)
        private_folder(self.path / STAGING)

    def _require(self, digest: str) -> None:
        if not self.has(digest):
            raise Unavailable(CLEARED)

    def _require_room(self, size: int) -> None:
        if not leaves_room(self.path, size):
            raise NoRoom(f"The disk of the files in {self.path} is nearly full; make room on it.")

    @contextmanager
    def _disk(self) -> Iterator[None]:
        """Raise errors of the disk as NoRoom or Unavailable."""
        try:
            yield
        except OSError as problem:
            if is_disk_full(problem):
                raise NoRoom(
                    f"There is no room for files in {self.path}; make room on its disk."
                ) from problem
            raise Unavailable(
                f"The folder of files {self.path} cannot be used ({problem.strerror}); look after its disk."
            ) from problem


def open_folder(path: Path) -> FolderStorage:
    """The storage in a folder with an absolute path."""
    return FolderStorage(path.absolute())


def _copy(content: DigestReader, target: Path) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(content, file, CHUNK)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Sync a folder, so that file names in it survive a power failure."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _removed(file: Path, before: datetime) -> bool:
    """Delete a file last written before this time; returns whether it was deleted."""
    with suppress(FileNotFoundError):  # placed meanwhile
        if file.stat().st_mtime < before.timestamp():
            file.unlink()
            return True
    return False
