"""Compiled templates on disk, so that a template is compiled once and not by every worker."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import jinja2
from jinja2.bccache import Bucket

_LONG = sha256().digest_size


class Compiled(jinja2.BytecodeCache):
    """Stores bytecode in ``folder``; if that is not possible, templates are compiled when needed.

    Each version of Jinja has files of its own. Jinja itself compares the source.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)

    def get_cache_key(self, name: str, filename: str | os.PathLike[str] | None = None) -> str:
        """The file name of a template; its own name is unique, as each output has its own folder."""
        return sha256(f"{jinja2.__version__} {name}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load stored bytecode; damaged bytecode, which could crash the process, is ignored."""
        with suppress(OSError):
            if self._is_ours():
                kept = (self._folder / bucket.key).read_bytes()
                mark, code = kept[:_LONG], kept[_LONG:]
                if mark == _mark(code):
                    bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store bytecode atomically."""
        with suppress(OSError):
            if self._is_ours():
                code = bucket.bytecode_to_string()
                with NamedTemporaryFile(dir=self._folder, delete=False) as file:
                    file.write(_mark(code) + code)
                Path(file.name).replace(self._folder / bucket.key)

    def _is_ours(self) -> bool:
        """Bytecode is executed, so the folder must be writable by this user only."""
        found = self._folder.stat()
        return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _mark(code: bytes) -> bytes:
    """A checksum stored before the bytecode to detect damage."""
    return sha256(code).digest()
