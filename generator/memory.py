"""What builds and checks remember of what they found: losing it costs time, never a right answer."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.digests import digest_of_code
from generator.sources import PRODUCT

# What is found is remembered as JSON: reading it runs no code. Compiled templates are byte code, so the
# folder must belong to this user and be closed to all others: it is as trusted as Python's `__pycache__`.

_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class Memory:
    """Some files in a folder, each replaced as a whole; without a folder nothing is remembered.

    A file counts only if this very code wrote it and every byte of it is still there. ``anew``: what was
    remembered earlier counts for nothing, but is replaced.
    """

    def __init__(self, folder: Path | None = None, product: Path = PRODUCT, *, anew: bool = False) -> None:
        self._product = product
        self._folder = folder if folder is not None and _is_private(folder) else None
        self._known: dict[str, bytes] = {}
        self._anew = anew

    @cached_property
    def made_by(self) -> str:
        """A digest of the code that remembers: what other code remembered counts for nothing."""
        return digest_of_code(self._product)

    # Any: what is found is JSON, and whoever wrote it knows its shape.
    def found(self, name: str) -> dict[str, Any]:
        """What was last found under ``name``; nothing when that is absent, foreign or damaged."""
        body = self.recall(f"{name}.json")
        found: dict[str, Any] = json.loads(body) if body else {}
        return found

    def keep(self, name: str, found: dict[str, Any]) -> None:
        """Remember what was found, in place of what was found earlier under ``name``."""
        self.remember(f"{name}.json", json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())

    def recall(self, name: str) -> bytes:
        """The bytes remembered under ``name``; none when they are absent, foreign or damaged."""
        if self._folder is None or (self._anew and name not in self._known):
            return b""
        try:
            mark, _, body = (self._folder / name).read_bytes().partition(b"\n")
        except OSError:
            return b""
        if mark != self._mark(body):
            return b""
        self._known[name] = body
        return body

    def remember(self, name: str, body: bytes) -> None:
        """Remember some bytes; a full or read-only disk only means that nothing is remembered."""
        if self._folder is not None and self._known.get(name) != body:
            self._known[name] = body
            _replace(self._folder / name, self._mark(body) + b"\n" + body)

    def _mark(self, body: bytes) -> bytes:
        return f"{self.made_by} {hashlib.sha256(body).hexdigest()}".encode()


def _is_private(folder: Path) -> bool:
    """Whether the folder is there, or could be made, and nobody but this user may write into it."""
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # it may hold the city's records, too
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.stat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & _OTHERS


def _replace(path: Path, content: bytes) -> None:
    """Two processes that write at once may spoil the file: then its mark says so."""
    new = path.with_name(f".{path.name}.new")
    with contextlib.suppress(OSError):
        new.write_bytes(content)
        new.replace(path)
