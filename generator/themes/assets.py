"""Static files with a hash of their content in their names, so that browsers can cache them."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.themes.stylesheet_links import links_in

FOLDER = "assets"

_UNSAFE = re.compile(r"[^\w.-]")  # would need quotes or escapes in addresses
# Formats that are compressed already.
_COMPRESSED = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".woff2", ".gz"}


@dataclass(frozen=True)
class Assets:
    """The static files of a build: published names, and bytes by path."""

    names: Mapping[str, str]
    files: Mapping[str, bytes]


def hashed(sources: Mapping[str, bytes]) -> Assets:
    """Name files by content; style sheets get the new names of what they link to."""
    names = {name: _hashed_name(name, content) for name, content in sources.items() if not _links(name)}
    followed = {name: _follow(content, names) for name, content in sources.items() if _links(name)}
    names |= {name: _hashed_name(name, content) for name, content in followed.items()}
    files = {f"{FOLDER}/{names[name]}": content for name, content in {**sources, **followed}.items()}
    packed = {f"{path}.gz": _gzip(content) for path, content in files.items() if _shrinks(path)}
    return Assets(dict(sorted(names.items())), dict(sorted({**files, **packed}.items())))


def _links(name: str) -> bool:
    return name.endswith(".css")


def _follow(stylesheet: bytes, names: Mapping[str, str]) -> bytes:
    text = stylesheet.decode("utf-8")
    followed: list[str] = []
    at = 0
    for link in links_in(text):
        name, *inside = link.address.split("#", 1)
        if name in names:
            # Absolute, because a style may also be inlined in a page.
            address = "#".join((f"/{FOLDER}/{names[name]}", *inside))
            bare = link.may_be_bare and (link.is_bare or not inside or not _UNSAFE.search(inside[0]))
            followed += text[at : link.start], address if bare else f'"{address}"'
            at = link.end
    return "".join((*followed, text[at:])).encode()


def _hashed_name(name: str, content: bytes) -> str:
    path = PurePosixPath(_UNSAFE.sub("-", name))
    return f"{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"


def _shrinks(path: str) -> bool:
    return PurePosixPath(path).suffix not in _COMPRESSED


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)  # mtime=0: equal output for equal input
