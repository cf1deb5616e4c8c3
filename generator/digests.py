"""Digests of everything a file in output/ is made from: the same digest means the same file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

# Libraries whose words or markup reach the pages.
_LIBRARIES = ("babel", "jinja2", "markdown-it-py", "markupsafe", "nh3")


def digest(*parts: object) -> str:
    """A digest of JSON-able parts."""
    packed = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode()).hexdigest()[:32]


def digest_of_files(files: Iterable[Path]) -> str:
    """A digest of the content of files, in a stable order."""
    content = hashlib.sha256()
    for path in sorted(files):
        content.update(hashlib.sha256(path.read_bytes()).digest())
        content.update(path.name.encode())
    return content.hexdigest()[:32]


def digest_of_code(product: Path) -> str:
    """A digest of the code that makes the output: a new generator builds everything anew."""
    packages = [product / package for package in ("forms", "generator")]
    sources = [
        path for package in packages for path in package.rglob("*") if path.suffix in {".py", ".html", ".js"}
    ]
    return digest(digest_of_files(sources), [version(library) for library in _LIBRARIES])
