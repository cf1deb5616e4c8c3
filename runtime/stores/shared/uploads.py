"""The folder of uploaded files: each under a random name, whole or not there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class UploadFolder:
    """Bytes by random name. The folder appears with the first file."""

    path: Path

    def write(self, name: str, content: bytes) -> None:
        """Keep ``content``; when this returns it survives a power failure."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = self.path / f"{name}.unfinished"
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(self.path / name)
        self._sync()

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return (self.path / name).read_bytes()

    def remove(self, name: str) -> None:
        """Forget a file, if it is there."""
        (self.path / name).unlink(missing_ok=True)

    def _sync(self) -> None:
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)  # the new name is part of the folder, not of the file
        finally:
            os.close(folder)
