"""Compiled templates, kept on disk: a page is compiled once, not by every worker after every start."""

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
    """Keeps code in ``folder``; where that cannot be, templates are compiled when they are needed.

    Each version of Jinja has files of its own. Jinja itself compares the source.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)

    def get_cache_key(self, name: str, filename: str | os.PathLike[str] | None = None) -> str:
        """The file of a template; its own name suffices, for each output has a folder of its own."""
        return sha256(f"{jinja2.__version__} {name}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept; damaged code, which could end the whole process, is as good as none."""
        with suppress(OSError):
            if self._is_ours():
                kept = (self._folder / bucket.key).read_bytes()
                mark, code = kept[:_LONG], kept[_LONG:]
                if mark == _mark(code):
                    bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it: whole, whoever else writes the same at the same time."""
        with suppress(OSError):
            if self._is_ours():
                code = bucket.bytecode_to_string()
                with NamedTemporaryFile(dir=self._folder, delete=False) as file:
                    file.write(_mark(code) + code)
                Path(file.name).replace(self._folder / bucket.key)

    def _is_ours(self) -> bool:
        """Code is run, so nobody else may have put it there."""
        found = self._folder.stat()
        return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _mark(code: bytes) -> bytes:
    """What stands before code, so that any damage to it is seen."""
    return sha256(code).digest()
