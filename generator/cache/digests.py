"""Digests of the inputs of output files: equal digests mean equal files."""

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
    """A digest of bytes."""
    return hashlib.sha256(content).hexdigest()[:32]


def digest_of_files(files: Iterable[tuple[str, Path]]) -> str:
    """A digest of files and their names, in a stable order.

    The name is the path below the folder, because a file's meaning depends on it. Files that cannot be opened
    are left out: broken links, or files just deleted by an editor.
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
    """A digest of the generator's code: a new version rebuilds everything."""
    return digest(digest_of_files(_code(product)), _libraries(), sys.version)


def named_below(folder: Path, suffixes: str | tuple[str, ...] = "") -> Iterator[tuple[str, Path]]:
    """(path below the folder, path) of every file whose name ends with ``suffixes``.

    Follows links, because templates are found through them. Leaves out files of editors and systems.
    """
    links: set[Path] = set()
    for parent, folders, names in os.walk(folder, followlinks=True):
        here = Path(parent)
        if here.is_symlink():
            if (real := here.resolve()) in links:
                folders.clear()  # circular link
                continue
            links.add(real)
        folders[:] = [name for name in folders if name != _COMPILED]
        for name in names:
            if name.endswith(suffixes) and not is_left_behind(name):
                path = here / name
                yield path.relative_to(folder).as_posix(), path


def is_left_behind(name: str) -> bool:
    """Whether a file is a temporary one of an editor or the system: ``.#a.css``, ``._a.css``,
    ``.DS_Store``.
    """
    return name.startswith((".", "#"))


def _code(product: Path) -> Iterator[tuple[str, Path]]:
    for package in _PACKAGES:
        yield from ((f"{package}/{name}", path) for name, path in named_below(product / package, _SUFFIXES))


def _libraries() -> list[str]:
    """The installed libraries with their versions: any of them may affect pages."""
    folders = {sysconfig.get_path(kind) for kind in ("purelib", "platlib")}
    names = (entry.name for folder in folders for entry in os.scandir(folder))
    return sorted({name for name in names if name.endswith(".dist-info")})
