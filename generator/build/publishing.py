"""Replaces the old output with a finished build, atomically, and by one build at a time."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

MANIFEST = "manifest.json"
_KEPT = "README.md"  # the only file of output/ not written by builds

_FROM_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE


class CannotPublish(Exception):
    """The output folder cannot be written; the message gives reason and remedy."""


class NewOutput:
    """A folder for new files and for files taken over from the old output."""

    def __init__(self, folder: Path, old: Path) -> None:
        self._folder = folder
        self._old = old
        self._folders: set[Path] = set()

    def put(self, file: str, content: bytes) -> None:
        """Write a new file."""
        with self._place_of(file).open("xb") as new:
            new.write(content)

    def take_over(self, files: Iterable[str]) -> None:
        """Take over files of the old output as hard links, where the disk supports them."""
        for file in files:
            try:
                os.link(self._old / file, self._place_of(file))
            except OSError:  # no hard links, or another user's file
                self.put(file, (self._old / file).read_bytes())

    def _place_of(self, file: str) -> Path:
        path = self._folder / file
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path


@contextmanager
def publishing(output: Path, since: bytes | None = None) -> Iterator[NewOutput]:
    """Yields a folder to fill; without an exception it then replaces ``output``.

    ``since`` is the manifest seen there; if it has changed, nothing is published. After any error, or a kill
    at any time, the old output is complete.
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
    """The manifest of an output, as bytes; empty when there is none."""
    try:
        return (output / MANIFEST).read_bytes()
    except OSError:
        return b""


@contextmanager
def _alone(output: Path) -> Iterator[None]:
    """Hold a lock on the parent folder, which leaves no file behind and ends with the process."""
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
    """Delete remains of a killed build, and restore the old output if it died between two renames."""
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
    """Put the new folder in place of the old one, which then has the new one's name or is deleted."""
    if not output.exists():
        new.rename(output)
    elif not _exchange(new, output):
        # Without an exchange there is a moment without output; `_tidy_up` repairs an interruption in it.
        old = _beside(output, "old")
        output.rename(old)
        new.rename(output)
        _remove(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; False where the system does not support it."""
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
