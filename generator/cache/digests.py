"""Digests of everything a file in output/ is made from: the same digest means the same file."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

_PACKAGES = ("forms", "generator")
_SUFFIXES = (".py", ".html", ".js", ".yaml")
_COMPILED = "__pycache__"

_packed = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def digest(*parts: object) -> str:
    """A digest of JSON-able parts."""
    return digest_of_bytes(_packed(parts).encode())


def digest_of_bytes(content: bytes) -> str:
    """A digest of a file's content."""
    return hashlib.sha256(content).hexdigest()[:32]


def digest_of_files(files: Iterable[tuple[str, Path]]) -> str:
    """A digest of files and of what they are called, in a stable order.

    A file is called by its path below the folder that gives it its meaning: one that moves to another
    folder means something else. One that cannot be opened counts as if it were not there: a link that leads
    nowhere, or what an editor has removed meanwhile.
    """
    content = hashlib.sha256()
    for name, path in sorted(files):
        try:
            found = path.read_bytes()
        except OSError:
            continue
        content.update(hashlib.sha256(found).digest())
        content.update(f"{name}\0".encode())
    return content.hexdigest()[:32]


def digest_of_code(product: Path) -> str:
    """A digest of the code that makes the output: a new generator builds everything anew."""
    return digest(digest_of_files(_code(product)), _libraries(), sys.version)


def named_below(folder: Path, suffixes: str | tuple[str, ...] = "") -> Iterator[tuple[str, Path]]:
    """Every file below a folder whose name ends so, each with its path below the folder.

    Links are followed, as templates are found through them. What editors and systems leave is not given.
    """
    links: set[Path] = set()
    for parent, folders, names in os.walk(folder, followlinks=True):
        here = Path(parent)
        if here.is_symlink():
            if (real := here.resolve()) in links:
                folders.clear()  # a circle
                continue
            links.add(real)
        folders[:] = [name for name in folders if name != _COMPILED]
        for name in names:
            if name.endswith(suffixes) and not is_left_behind(name):
                path = here / name
                yield path.relative_to(folder).as_posix(), path


def is_left_behind(name: str) -> bool:
    """Whether a file is an editor's own or the system's: ``.#a.css``, ``._a.css`` and ``.DS_Store`` are."""
    return name.startswith((".", "#"))


def _code(product: Path) -> Iterator[tuple[str, Path]]:
    for package in _PACKAGES:
        yield from ((f"{package}/{name}", path) for name, path in named_below(product / package, _SUFFIXES))


def _libraries() -> list[str]:
    """The installed libraries with their versions: any may bring words or markup to the pages."""
    folders = {sysconfig.get_path(kind) for kind in ("purelib", "platlib")}
    names = (entry.name for folder in folders for entry in os.scandir(folder))
    return sorted({name for name in names if name.endswith(".dist-info")})
