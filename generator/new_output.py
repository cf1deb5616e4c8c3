"""The output on its way: of the one before the last, only what has changed is replaced."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path


def files_in(folder: Path) -> Mapping[str, int]:
    """The paths of all files below a folder, each with its inode: one file may stand in two folders."""
    found: dict[str, int] = {}
    start = len(f"{folder}/")
    within = [str(folder)] if folder.is_dir() else []
    while within:
        with os.scandir(within.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    within.append(entry.path)
                else:
                    found[entry.path[start:]] = entry.inode()
    return found


class NewOutput:
    """A folder that will hold what was put into it or taken over from the old output, and nothing else.

    It may hold an earlier output already. Its files may then be files of the old output, too: that is why
    they are replaced, never written into.
    """

    def __init__(self, folder: Path, old: Path) -> None:
        self.folder = folder
        self._old = old
        self._held = files_in(folder)
        self._wanted: set[str] = set()

    def put(self, file: str, content: bytes) -> None:
        """Write a file."""
        self._wanted.add(file)
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content)

    def take_over(self, files: Iterable[str], held: Collection[str] = frozenset()) -> None:
        """Have files of the old output, without a copy where the disk allows it.

        Those that are ``held`` already need nothing.
        """
        made: set[str] = set()
        for file in files:  # there may be thousands, so their paths stay text
            self._wanted.add(file)
            if file in held:
                continue
            folder = f"{self.folder}/{file}".rpartition("/")[0]
            if folder not in made:
                Path(folder).mkdir(parents=True, exist_ok=True)
                made.add(folder)
            _link(f"{self._old}/{file}", f"{self.folder}/{file}")

    def held(self, files: Iterable[str], there: Mapping[str, int]) -> set[str]:
        """Those of the files that the folder holds as they are ``there``, in the old output, by their inodes.

        Inodes can deceive where file systems lie over each other, so ask only for what was made of the same.
        """
        return {file for file in files if self._held.get(file) == there[file]}

    def clear_away(self) -> None:
        """Remove what nobody wanted, and folders that are empty without it."""
        for file in self._held.keys() - self._wanted:
            path = self.folder / file
            path.unlink()
            while (path := path.parent) != self.folder and not any(path.iterdir()):
                path.rmdir()


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except FileExistsError:
        Path(new).unlink()
        _link(old, new)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(old, new)
