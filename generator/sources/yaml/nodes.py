"""Nodes of spec files: texts, lists and mappings with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.problems import Problem


class Place(NamedTuple):
    """A range of a file; lines and columns count from 1, the end is after the last character."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def problem(self, code: str, message: str, remedy: str) -> Problem:
        """A problem at this place; one of several lines is marked at its first character."""
        end = self.end_column if self.end_line == self.line else 0
        return Problem(code, self.file, self.line, self.column, max(end, self.column + 1), message, remedy)


class ScalarNode(NamedTuple):
    """A single value; always text until a model converts it."""

    place: Place
    text: str
    style: str = ""  # how it is quoted: "" plain, ' or ", | or > for blocks


class SequenceNode(NamedTuple):
    """A list."""

    place: Place
    items: tuple[Node, ...]


class MappingNode(NamedTuple):
    """A mapping, in the order of the file."""

    place: Place
    entries: tuple[tuple[ScalarNode, Node], ...]

    def get(self, key: str) -> Node | None:
        """The value of ``key``."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> ScalarNode | None:
        """The key itself, for its place."""
        return next((name for name, _ in self.entries if name.text == key), None)

    def keys(self) -> Iterator[str]:
        """All keys."""
        return (name.text for name, _ in self.entries)


Node = ScalarNode | SequenceNode | MappingNode


def in_words(node: Node) -> str:
    """What authors call such a node."""
    if isinstance(node, ScalarNode):
        return "text"
    return "a list" if isinstance(node, SequenceNode) else "a mapping of keys to values"
