"""A disk that can be filled to its last byte: a small one of its own, else a limit on what is written."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

_BALLAST = "ballast"


class Disk(Protocol):
    """A folder whose disk is full between `fill` and `free`."""

    path: Path
    said: str  # what plays the full disk, for the last lines of a test run

    def fill(self) -> None: ...
    def free(self) -> None: ...
    def serves(self, process: int) -> None:
        """A server in other processes uses it, whose children are workers."""

    def require_room_of_its_own(self) -> None:
        """Skip the test, and say so, where the disk is full only when `fill` says so."""


@dataclass
class SmallDisk:
    """A file system in memory with room for so many bytes."""

    path: Path
    said: str = "a small disk of its own"

    def fill(self) -> None:
        with (self.path / _BALLAST).open("ab", buffering=0) as ballast:
            for size in (2**16, 2**12, 1):
                with suppress(OSError):
                    while ballast.write(bytes(size)):
                        pass
        assert os.statvfs(self.path).f_bavail == 0

    def free(self) -> None:
        (self.path / _BALLAST).unlink(missing_ok=True)

    def serves(self, process: int) -> None:
        pass

    def require_room_of_its_own(self) -> None:
        pass


@dataclass
class LimitedWriters:
    """Processes of which each may write files of no more than no byte."""

    path: Path
    process: int = 0
    said: str = "a limit on the size of files (no file system could be mounted)"

    def fill(self) -> None:
        self._limit(full=True)

    def free(self) -> None:
        self._limit(full=False)

    def serves(self, process: int) -> None:
        self.process = process

    def require_room_of_its_own(self) -> None:
        pytest.skip("no file system could be mounted here, so there is none that can be filled")

    def _limit(self, *, full: bool) -> None:
        for process in self._processes():
            _, most = resource.prlimit(process, resource.RLIMIT_FSIZE)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (0 if full else most, most))

    def _processes(self) -> list[int]:
        if not self.process:
            return [os.getpid()]
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text("ascii")
        return [self.process, *(int(child) for child in children.split())]


@contextmanager
def disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """A disk with room for so many megabytes, as ``folder``."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", str(folder)]
    if _runs(command):
        try:
            yield SmallDisk(folder)
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    else:
        limited = LimitedWriters(folder)
        try:
            yield limited
        finally:
            if not limited.process:  # a server has ended with its limit
                limited.free()


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False
