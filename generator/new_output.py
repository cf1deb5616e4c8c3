"""The output on its way: of an earlier one, only what has changed since is replaced."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path


def files_in(folder: Path) -> Mapping[str, int]:
    """The paths of all files below a folder, each with its inode: one file may stand in two folders.

    Links are not followed. A folder with nothing in it is given, too, with a slash at its end.
    """
    found: dict[str, int] = {}
    start = len(f"{folder}/")
    within = [str(folder)] if folder.is_dir() else []
    while within:
        here = within.pop()
        is_empty = here != str(folder)
        try:
            entries = os.scandir(here)
        except FileNotFoundError:  # another build has taken it away meanwhile
            continue
        with entries:
            for entry in entries:
                is_empty = False
                if entry.is_dir(follow_symlinks=False):
                    within.append(entry.path)
                else:
                    found[entry.path[start:]] = entry.inode()
        if is_empty:
            found[f"{here}/"[start:]] = 0
    return found


class NewOutput:
    """A folder that will hold what is kept of it, put into it or taken over from the old output.

    It may begin as an earlier output. Its files may then be files of the old output, too, and anything may
    have been done to it: so all that is not kept is removed before anything is written.
    """

    def __init__(self, folder: Path, old: Path) -> None:
        self.folder = folder
        self._old = old
        self._kept: Collection[str] | None = None

    def keep(self, files: Iterable[str], there: Mapping[str, int]) -> None:
        """Keep those of the files that the folder holds as they are ``there``, in the old output.

        It must be the very file, by its inode. Inodes can deceive where file systems lie over each other, so
        ask only for what was made of the same. Everything else is removed, so this comes first.
        """
        if self._kept is not None:
            raise RuntimeError("What is kept must be said before anything is written.")
        held = files_in(self.folder)
        self._kept = {file for file in files if held.get(file) == there[file]}
        for file in held.keys() - self._kept:
            path = self.folder / file
            path.rmdir() if file.endswith("/") else path.unlink()
            while (path := path.parent) != self.folder and not any(path.iterdir()):
                path.rmdir()

    def put(self, file: str, content: bytes) -> None:
        """Write a file."""
        self._begin()
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def take_over(self, files: Iterable[str]) -> None:
        """Have files of the old output that are not kept, without a copy where the disk allows it."""
        kept = self._begin()
        made: set[str] = set()
        for file in files:  # there may be thousands, so their paths stay text
            if file in kept:
                continue
            folder = f"{self.folder}/{file}".rpartition("/")[0]
            if folder not in made:
                Path(folder).mkdir(parents=True, exist_ok=True)
                made.add(folder)
            _link(f"{self._old}/{file}", f"{self.folder}/{file}")

    def _begin(self) -> Collection[str]:
        """What is kept: nothing, unless somebody has asked for it first."""
        if self._kept is None:
            self.keep((), {})
        return self._kept or ()


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(old, new)
