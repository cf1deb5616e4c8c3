"""What a spec file holds, as texts, lists and mappings that know where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.problems import Problem


class Place(NamedTuple):
    """A stretch of a file; lines and columns count from 1, the end is one behind the last character."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def problem(self, code: str, message: str, remedy: str) -> Problem:
        """A problem here; one that goes over several lines is marked on its first character."""
        end = self.end_column if self.end_line == self.line else 0
        return Problem(code, self.file, self.line, self.column, max(end, self.column + 1), message, remedy)


class ScalarNode(NamedTuple):
    """Any single value: everything is text until a model wants it otherwise."""

    place: Place
    text: str
    style: str = ""  # how it is quoted: "" plain, ' or ", | or > for blocks


class SequenceNode(NamedTuple):
    """A list."""

    place: Place
    items: tuple[Node, ...]


class MappingNode(NamedTuple):
    """A mapping, in the order in which it is written."""

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
    """What an author would call this node."""
    if isinstance(node, ScalarNode):
        return "text"
    return "a list" if isinstance(node, SequenceNode) else "a mapping of keys to values"
