"""Spec files as nodes that know their line and column."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePath

from generator.loader import guard
from generator.loader.guard import MAX_BYTES
from generator.loader.json_reader import read_json
from generator.loader.nodes import Entries, Place
from generator.loader.yaml_reader import read_yaml
from generator.problems import Problem

PROSE = ".md"
"""Files of this suffix are text, and no mapping."""

Parsed = tuple[str, Entries | None, tuple[Problem, ...]]
"""Text, mapping and problems of a file."""


@dataclass(frozen=True)
class Document:
    """One file as it was read; it is parsed when somebody looks into it."""

    file: str  # as shown to people
    sha256: str
    content: bytes = field(default=b"", repr=False)
    unreadable: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """The text; empty when there is none."""
        return self._parsed[0]

    @property
    def root(self) -> Entries | None:
        """The mapping that the file holds; None when it could not be understood, or is no spec but prose."""
        return self._parsed[1]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file by itself."""
        return self._parsed[2]

    @property
    def start(self) -> Place:
        """The very beginning, for what is wrong with the file as a whole."""
        return Place(self.file, 1, 1, 1, 2)

    @cached_property
    def _parsed(self) -> Parsed:
        if self.unreadable:
            return "", None, self.unreadable
        text = guard.decoded(self.content, self.file)
        if isinstance(text, Problem):
            return "", None, (text,)
        return (text, None, ()) if self.file.endswith(PROSE) else _parsed(text, self.file)


def load_document(path: Path, file: str, previous: Document | None = None) -> Document:
    """Read one file; ``previous`` is given back when nothing changed."""
    try:
        content = _read(path)
    except OSError as error:
        return _unreadable(file, error)
    sha256 = hashlib.sha256(content).hexdigest()
    if previous is not None and (previous.sha256, previous.file) == (sha256, file):
        return previous
    return Document(file, sha256, content)


def _read(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)  # no more: the file may be endless


def _unreadable(file: str, error: OSError) -> Document:
    problem = Place(file, 1, 1, 1, 2).problem(
        "E101",
        f"The file cannot be read: {error.strerror or error}.",
        "Check the name and the permissions of the file.",
    )
    return Document(file, "", unreadable=(problem,))


def _parsed(text: str, file: str) -> Parsed:
    problems: list[Problem] = []
    read = read_json if file.endswith(".json") else read_yaml
    root = read(text, file, problems)
    if root is None and not problems:
        problems.append(_no_mapping(file, "The file is empty."))
    if root is not None and not isinstance(root, Entries):
        problems.append(_no_mapping(file, "The file does not hold keys with values."))
        root = None
    return text, root, tuple(problems)


def _no_mapping(file: str, message: str) -> Problem:
    begin = _BEGINNINGS.get(PurePath(file).stem, "“form: my-form” and “title: My form”")
    return Place(file, 1, 1, 1, 2).problem("E113", message, f"Begin with lines such as {begin}.")


_BEGINNINGS = {
    "city": "“city: foggyton” and “name: City of Foggyton”",
    "master_fields": "“business:” and, indented, “legal_name:”",
    "theme": "“extends: base” and “tokens:”",
}
"""What files of these names begin with; all others are forms."""
