"""Replacing the old output with a finished build: completely or not at all, and by one build at a time."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

MANIFEST = "manifest.json"
_KEPT = "README.md"  # the one file of output/ that no build wrote

_FROM_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE


class CannotPublish(Exception):
    """The output folder cannot be written; the message says why and what to do."""


class NewOutput:
    """A folder that will hold what is put into it or taken over from the old output."""

    def __init__(self, folder: Path, old: Path) -> None:
        self._folder = folder
        self._old = old
        self._folders: set[Path] = set()

    def put(self, file: str, content: bytes) -> None:
        """Write a file that is not there yet."""
        with self._place_of(file).open("xb") as new:
            new.write(content)

    def take_over(self, files: Iterable[str]) -> None:
        """Have files of the old output, without a copy where the disk allows it: no build changes them."""
        for file in files:
            try:
                os.link(self._old / file, self._place_of(file))
            except OSError:  # a disk without hard links, or a file that another user owns
                self.put(file, (self._old / file).read_bytes())

    def _place_of(self, file: str) -> Path:
        path = self._folder / file
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path


@contextmanager
def publishing(output: Path, since: bytes | None = None) -> Iterator[NewOutput]:
    """Gives a build to fill; when all goes well it takes the place of ``output``.

    ``since`` is the manifest that was seen there: if it is another one by now, nothing is published.
    Whatever goes wrong before, or kills the process at any moment, leaves the old output whole.
    """
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    with _alone(output):
        _tidy_up(output)
        _refuse_foreign(output)
        if since is not None and stored_manifest(output) != since:
            raise CannotPublish(f"Another build has written to {output} meanwhile. Build again.")
        folder = _beside(output, "new")
        folder.mkdir()
        try:
            new = NewOutput(folder, output)
            yield new
            new.take_over([_KEPT] if (output / _KEPT).is_file() else [])
            if output.exists():
                shutil.copymode(output, folder)
            _swap(output, folder)
        finally:
            _remove(folder)


def stored_manifest(output: Path) -> bytes:
    """The manifest of an output; nothing where there is none."""
    try:
        return (output / MANIFEST).read_bytes()
    except OSError:
        return b""


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Holds a lock on the folder above, which leaves no file behind and ends with the process."""
    folder = os.open(output.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(folder)
        raise CannotPublish(
            f"Another build is writing to {output}. Wait until it has finished, then build again."
        ) from error
    try:
        yield
    finally:
        os.close(folder)


def _tidy_up(output: Path) -> None:
    """Clear away what a killed build left, and put the old output back if it died between two renames."""
    old = _beside(output, "old")
    if old.exists() and not output.exists():
        old.rename(output)
    for name in ("old", "new", "before"):  # earlier versions kept the output before the last one
        _remove(_beside(output, name))


def _refuse_foreign(output: Path) -> None:
    if not output.exists() or (output / MANIFEST).exists():
        return
    if {path.name for path in output.iterdir()} - {_KEPT}:
        raise CannotPublish(
            f"The folder {output} holds files that no build has written. "
            "Choose another folder for the output, or empty this one."
        )


def _swap(output: Path, new: Path) -> None:
    """Put the new folder in the place of the old one, which then has the name of the new one or is gone."""
    if not output.exists():
        new.rename(output)
    elif not _exchange(new, output):
        # Without an exchange there is a moment without output; `_tidy_up` mends a death in it.
        old = _beside(output, "old")
        output.rename(old)
        new.rename(output)
        _remove(old)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    rename = _renameat2()
    return rename is not None and not rename(
        _FROM_HERE, os.fsencode(one), _FROM_HERE, os.fsencode(other), _EXCHANGE
    )


def _renameat2() -> Callable[..., int] | None:
    return getattr(ctypes.CDLL(None), "renameat2", None)


def _remove(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def _beside(output: Path, name: str) -> Path:
    return output.with_name(f".{output.name}.{name}")
