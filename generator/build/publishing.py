"""Publishes a finished build as a new edition, atomically, and by one build at a time.

``output/editions/<digest>/`` holds one build, ``output/assets/`` the files of all builds that are named after
their content, and ``output/current`` is a symbolic link to the newest edition. A build changes nothing that a
running site reads: editions that a process has locked stay.
"""

from __future__ import annotations

import fcntl
import itertools
import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from forms.model.published import ASSETS, CURRENT, EDITIONS, MANIFEST

_README = "README.md"  # the only file of output/ not written by builds
_OURS = {_README, ASSETS, CURRENT, EDITIONS, MANIFEST}
_NEW = ".new"
_GONE = ".gone"
_LONGEST_NAME = 20  # digits of a digest
_ASSETS_KEPT = 30 * 24 * 60 * 60  # seconds after the last edition that used them: pages stay open for days


class CannotPublish(Exception):
    """The output folder cannot be written; the message gives reason and remedy."""


class NewEdition:
    """A folder for new files and for files taken over from the edition before."""

    def __init__(self, folder: Path, output: Path) -> None:
        self._folder = folder
        self._output = output
        self._folders: set[Path] = set()

    def put(self, file: str, content: bytes) -> None:
        """Write a new file; an asset may exist, with the same content."""
        if file.startswith(f"{ASSETS}/"):
            self._put_asset(file, content)
            return
        with self._place_of(file).open("xb") as new:
            new.write(content)

    def take_over(self, files: Iterable[str]) -> None:
        """Take over files of the edition before as hard links, where the disk supports them."""
        for file in files:
            if file.startswith(f"{ASSETS}/"):
                continue  # all editions share them
            old = file_of(self._output, file)
            try:
                os.link(old, self._place_of(file))
            except OSError:  # no hard links, or another user's file
                self.put(file, old.read_bytes())

    def _put_asset(self, file: str, content: bytes) -> None:
        path = self._output / file
        new = path.with_name(f"{_NEW}.{path.name}")
        new.write_bytes(content)
        new.replace(path)

    def _place_of(self, file: str) -> Path:
        path = self._folder / file
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path


@contextmanager
def publishing(
    output: Path, since: bytes | None = None, before_moving: Callable[[Path], None] = lambda _: None
) -> Iterator[NewEdition]:
    """Yields an edition to fill, including its manifest; without an exception it becomes the newest one.

    ``since`` is the manifest seen there; if it has changed, nothing is published. ``before_moving`` is called
    with the folder of the finished edition and may raise. After any error, or a kill at any time, the edition
    before stays complete and the newest.
    """
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    with _alone(output):
        _refuse_foreign(output)
        if since is not None and stored_manifest(output) != since:
            raise CannotPublish(f"Another build has written to {output} meanwhile. Build again.")
        folder = output / EDITIONS / _NEW
        folder.parent.mkdir(parents=True, exist_ok=True)
        (output / ASSETS).mkdir(exist_ok=True)
        _remove_remains(output)
        folder.mkdir()
        try:
            yield NewEdition(folder, output)
            before_moving(folder)
            _point_to(output, _named(folder))
        finally:
            _remove(folder)
        with suppress(OSError):  # it is published; what could not be removed is left to the next build
            _remove_old(output)


def stored_manifest(output: Path) -> bytes:
    """The manifest of the newest edition, as bytes; empty when there is none."""
    try:
        return (output / CURRENT / MANIFEST).read_bytes()
    except OSError:
        return b""


def file_of(output: Path, file: str) -> Path:
    """The path of a file that the newest manifest names."""
    return output / file if file.startswith(f"{ASSETS}/") else output / CURRENT / file


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


def _refuse_foreign(output: Path) -> None:
    if not output.is_dir() or (output / MANIFEST).exists() or (output / EDITIONS).is_dir():
        return
    if {path.name for path in output.iterdir()} - {_README}:
        raise CannotPublish(
            f"The folder {output} holds files that no build has written. "
            "Choose another folder for the output, or empty this one."
        )


def _named(folder: Path) -> Path:
    """Rename a finished edition to its digest. One of this name stays as it is, as it may be served; if it is
    damaged, the new one gets a number as well.
    """
    digest = sha256((folder / MANIFEST).read_bytes()).hexdigest()[:_LONGEST_NAME]
    edition = folder.with_name(digest)
    if edition.exists() and _content(edition) == _content(folder):
        return edition
    numbers = itertools.count(2)
    while edition.exists():
        edition = folder.with_name(f"{digest}-{next(numbers)}")
    return folder.rename(edition)


def _content(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _point_to(output: Path, edition: Path) -> None:
    new = output / f"{_NEW}.{CURRENT}"
    new.symlink_to(Path(EDITIONS) / edition.name, target_is_directory=True)
    current = output / CURRENT
    if current.is_dir() and not current.is_symlink():  # copied by a program that follows links
        _remove(current)
    new.replace(current)


def _remove_remains(output: Path) -> None:
    """Remove what killed builds left, and what earlier versions kept beside the output."""
    _remove(output / f"{_NEW}.{CURRENT}")
    for left in (*(output / EDITIONS).glob(".*"), *(output / ASSETS).glob(f"{_NEW}.*")):
        _remove(left)
    for name in ("old", "new", "before"):
        _remove(output.with_name(f".{output.name}.{name}"))


def _remove_old(output: Path) -> None:
    """Remove editions that no process holds, unused assets, and the output of earlier versions."""
    used = _assets_of(output / CURRENT)
    current = (output / CURRENT).resolve()
    for edition in (output / EDITIONS).iterdir():
        if edition == current:
            continue
        assets = _assets_of(edition)
        if not _remove_unless_held(edition):
            used |= assets
        for asset in assets:  # the time without any edition that uses them begins
            with suppress(OSError):
                os.utime(output / ASSETS / asset)
    for file in (output / ASSETS).iterdir():
        if file.name not in used and time.time() - file.stat().st_mtime > _ASSETS_KEPT:
            _remove(file)
    _remove_earlier_layout(output)


def _assets_of(edition: Path) -> set[str]:
    """The names of all assets of an edition; empty if its manifest is damaged."""
    try:
        parts = json.loads((edition / MANIFEST).read_bytes())["parts"].values()
        files = [file for part in parts for file in part["files"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()
    return {file.removeprefix(f"{ASSETS}/") for file in files if file.startswith(f"{ASSETS}/")}


def _remove_earlier_layout(output: Path) -> None:
    """Remove files written directly into the output; the manifest last, as it marks them as ours."""
    if (output / MANIFEST).exists():
        for old in output.iterdir():
            if old.name not in _OURS:
                _remove(old)
        _remove(output / MANIFEST)


def _remove_unless_held(edition: Path) -> bool:
    """Remove an edition on which no process holds a shared lock; returns whether it is gone."""
    folder = os.open(edition, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        gone = edition.with_name(f"{_GONE}.{edition.name}")
        edition.rename(gone)
        _remove(gone)
    except BlockingIOError:
        return False
    finally:
        os.close(folder)
    return True


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
