"""Reads spec files as nodes with line and column."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from generator.cache.build_cache import BuildCache
from generator.problems import Problem
from generator.sources.yaml import guard
from generator.sources.yaml.guard import MAX_BYTES
from generator.sources.yaml.json_reader import read_json
from generator.sources.yaml.nodes import MappingNode, Place
from generator.sources.yaml.yaml_reader import read_yaml

PROSE = ".md"
"""The suffix of files that are text, not a mapping."""


@dataclass(frozen=True)
class Document:
    """One file as read."""

    file: str  # name shown to people
    sha256: str
    text: str = field(default="", repr=False)  # empty if it could not be read
    root: MappingNode | None = field(default=None, repr=False)
    """The mapping of the file; None when it cannot be parsed, or is text."""
    problems: tuple[Problem, ...] = ()
    """The problems of the file itself."""

    @property
    def start(self) -> Place:
        """The start of the file, as place of problems of the whole file."""
        return Place(self.file, 1, 1, 1, 2)


def load_document(path: Path, file: str, cache: BuildCache | None = None) -> Document:
    """Read one file, shown to people as ``file``, unless it is in the ``cache``."""
    try:
        content = _read(path)
    except OSError as error:
        return Document(file, "", problems=(_unreadable(file, error),))
    sha256 = hashlib.sha256(content).hexdigest()
    cache = cache or BuildCache()
    return cache.recall("document", f"{sha256} {file}", lambda: _document(content, file, sha256))


def _read(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)  # limited, because the file may be endless


def _unreadable(file: str, error: OSError) -> Problem:
    return Place(file, 1, 1, 1, 2).problem(
        "E101",
        f"The file cannot be read: {error.strerror or error}.",
        "Check the name and the permissions of the file.",
    )


def _document(content: bytes, file: str, sha256: str) -> Document:
    text = guard.decoded(content, file)
    if isinstance(text, Problem):
        return Document(file, sha256, problems=(text,))
    if file.endswith(PROSE):
        return Document(file, sha256, text)
    problems: list[Problem] = []
    root = _mapping(text, file, problems)
    return Document(file, sha256, text, root, tuple(problems))


def _mapping(text: str, file: str, problems: list[Problem]) -> MappingNode | None:
    read = read_json if file.endswith(".json") else read_yaml
    root = read(text, file, problems)
    if root is None and not problems:
        problems.append(_no_mapping(file, "The file is empty."))
    if root is None or isinstance(root, MappingNode):
        return root
    problems.append(_no_mapping(file, "The file does not hold keys with values."))
    return None


def _no_mapping(file: str, message: str) -> Problem:
    begin = _BEGINNINGS.get(PurePath(file).stem, "“form: my-form” and “title: My form”")
    return Place(file, 1, 1, 1, 2).problem("E113", message, f"Begin with lines such as {begin}.")


_BEGINNINGS = {
    "city": "“city: foggyton” and “name: City of Foggyton”",
    "master_fields": "“business:” and, indented, “legal_name:”",
    "theme": "“extends: base” and “tokens:”",
}
"""How the names of these files begin; all others are forms."""
