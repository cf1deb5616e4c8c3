"""Two trees of this repository, each served, filled and built by its own code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.performance.servers import REPOSITORY, Server, running

_WITHIN = Path(__file__).with_name("within.py")


class NoSuchTree(Exception):
    """git does not know the commit that was asked for."""


@dataclass(frozen=True)
class Tree:
    """One state of the code, and the folder for all that it writes."""

    name: str
    code: Path
    folder: Path
    port: int

    def within(self, command: str, *arguments: object) -> Any:
        """What a command of `within` gives, done by the tree's own code."""
        words = [sys.executable, "-m", "tests.performance.within", command, *map(str, arguments)]
        done = subprocess.run(
            words, cwd=self.code, env=self._environment(), stdout=subprocess.PIPE, check=True
        )
        return json.loads(done.stdout.splitlines()[-1])

    @contextmanager
    def serving(self, environment: Mapping[str, str], path: str, cookie: str) -> Iterator[Server]:
        """Its server, as `onceonly serve` starts it; what it says of each request goes into a file."""
        command = [*self._onceonly("serve"), "--port", str(self.port)]
        everything = self._environment(environment)
        with (
            (self.folder / "log").open("wb") as log,
            running(command, self.folder, everything, self.port, path, cookie, log) as server,
        ):
            yield server

    def build(self, city: Path, *options: str) -> float:
        """Seconds of `onceonly build` on the sources in ``city``."""
        places = {
            "folder": city / "form_specs",
            "output": city / "output",
            "themes": self.code / "themes",
            "locales": city / "locales",
        }
        command = [*self._onceonly("build"), *options, *(f"--{name}={at}" for name, at in places.items())]
        started = time.perf_counter()
        subprocess.run(command, cwd=self.folder, env=self._environment(), check=True, capture_output=True)
        return time.perf_counter() - started

    def _onceonly(self, command: str) -> Sequence[str]:
        return [str(Path(sys.executable).with_name("onceonly")), command]

    def _environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """The tree's own packages come before those that are installed."""
        return {**os.environ, "PYTHONPATH": str(self.code), **(more or {})}


def this_tree(folder: Path, port: int) -> Tree:
    """The code as it lies here, committed or not."""
    return _tree("this tree", REPOSITORY, folder / "new", port)


def old_tree(commit: str, folder: Path, port: int) -> Tree:
    """The code of a commit, checked out into ``folder``."""
    code = folder / "code"
    code.mkdir()
    packed = folder / "code.tar"
    command = ["git", "archive", "--format=tar", f"--output={packed}", commit]
    if subprocess.run(command, cwd=REPOSITORY, check=False).returncode:
        raise NoSuchTree(f"git has no commit {commit} here. Say another one: make bench-against REV=...")
    shutil.unpack_archive(packed, code, filter="data")
    shutil.copy(_WITHIN, code / "tests" / "performance")
    return _tree(commit, code, folder / "old", port)


def _tree(name: str, code: Path, folder: Path, port: int) -> Tree:
    folder.mkdir()
    return Tree(name, code, folder, port)
