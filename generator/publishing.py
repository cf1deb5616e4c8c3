"""Putting a finished build in the place of the old one: whole or not at all, by one build at a time."""

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


@contextmanager
def publishing(output: Path) -> Iterator[Path]:
    """Gives an empty folder to write into; when all goes well it takes the place of ``output``.

    Whatever goes wrong before, or kills the process at any moment, leaves the old output whole.
    """
    output = output.resolve()
    output.parent.mkdir(parents=True, exist_ok=True)
    with _alone(output):
        _tidy_up(output)
        _refuse_foreign(output)
        new = _beside(output, "new")
        new.mkdir()
        try:
            yield new
            _keep(output, new)
            _swap(output, new)
        finally:
            _remove(new)


def is_published(output: Path, manifest: bytes) -> bool:
    """Whether the output has just this manifest, so that there is nothing to publish."""
    path = output / MANIFEST
    return path.is_file() and path.read_bytes() == manifest


def files_in(output: Path) -> frozenset[str]:
    """The paths of all files of an output."""
    start = len(f"{output}/")
    return frozenset(f"{parent}/{name}"[start:] for parent, _, names in os.walk(output) for name in names)


def take_over(old: Path, new: Path, files: Iterable[str]) -> None:
    """Give the new build files of the old one, without a copy where the disk allows it."""
    made: set[str] = set()
    for file in files:  # thousands, so their paths stay text
        folder = f"{new}/{file}".rpartition("/")[0]
        if folder not in made:
            Path(folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        _link(f"{old}/{file}", f"{new}/{file}")


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(old, new)


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
    _remove(old)
    _remove(_beside(output, "new"))


def _refuse_foreign(output: Path) -> None:
    if not output.exists() or (output / MANIFEST).exists():
        return
    if {path.name for path in output.iterdir()} - {_KEPT}:
        raise CannotPublish(
            f"The folder {output} holds files that no build has written. "
            "Choose another folder for the output, or empty this one."
        )


def _keep(output: Path, new: Path) -> None:
    if (output / _KEPT).exists():
        take_over(output, new, [_KEPT])


def _swap(output: Path, new: Path) -> None:
    if not output.exists():
        new.rename(output)
        return
    if _exchange(new, output):
        return
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
    if folder.exists():
        shutil.rmtree(folder)


def _beside(output: Path, name: str) -> Path:
    return output.with_name(f".{output.name}.{name}")
