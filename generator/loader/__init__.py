"""Spec files as nodes that know their line and column."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from generator.loader.guard import MAX_BYTES, decoded
from generator.loader.json_reader import read_json
from generator.loader.nodes import Entries, Place
from generator.loader.yaml_reader import read_yaml
from generator.problems import Problem


@dataclass(frozen=True)
class Document:
    """One file as it was read: its mapping (None when it could not be understood) and its problems."""

    file: str  # as shown to people
    sha256: str
    text: str
    root: Entries | None
    problems: tuple[Problem, ...]

    @property
    def start(self) -> Place:
        """The very beginning, for what is wrong with the file as a whole."""
        return Place(self.file, 1, 1, 1, 2)


def load_document(path: Path, file: str, previous: Document | None = None) -> Document:
    """Read one file; ``previous`` is given back when nothing changed."""
    try:
        content = _read(path)
    except OSError as error:
        return _unreadable(file, error)
    sha256 = hashlib.sha256(content).hexdigest()
    if previous is not None and (previous.sha256, previous.file) == (sha256, file):
        return previous
    text = decoded(content, file)
    if isinstance(text, Problem):
        return Document(file, sha256, "", None, (text,))
    return _parsed(text, file, sha256) if not file.endswith(".md") else Document(file, sha256, text, None, ())


def _read(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)  # no more: the file may be endless


def _unreadable(file: str, error: OSError) -> Document:
    problem = Place(file, 1, 1, 1, 2).problem(
        "E101",
        f"The file cannot be read: {error.strerror or error}.",
        "Check the name and the permissions of the file.",
    )
    return Document(file, "", "", None, (problem,))


def _parsed(text: str, file: str, sha256: str) -> Document:
    problems: list[Problem] = []
    read = read_json if file.endswith(".json") else read_yaml
    root = read(text, file, problems)
    if root is None and not problems:
        problems.append(_no_mapping(file, "The file is empty."))
    if root is not None and not isinstance(root, Entries):
        problems.append(_no_mapping(file, "The file does not hold keys with values."))
        root = None
    return Document(file, sha256, text, root, tuple(problems))


def _no_mapping(file: str, message: str) -> Problem:
    return Place(file, 1, 1, 1, 2).problem(
        "E113", message, "Begin with lines such as “form: my-form” and “title: My form”."
    )
