"""The base model of specs: frozen, with the place of every value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from generator.sources.yaml.nodes import MappingNode, Node, Place

NOWHERE = Place("", 1, 1, 1, 2)


class Spec(BaseModel):
    """One mapping of a spec file. What may stand in it is declared below, nothing else is accepted."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    called: ClassVar[str] = "mapping"
    """Its name in error messages: “This form has no title.”"""

    shorthand: ClassVar[str] = ""
    """The key that a text in place of the mapping stands for."""

    elsewhere: ClassVar[Mapping[str, str]] = {}
    """Keys that authors may look for here, each with its remedy."""

    # An ordinary attribute, not a field: pydantic's private attributes are ten times slower to read, and
    # every compiled value reads it.
    _node: ClassVar[MappingNode] = MappingNode(NOWHERE, ())

    def found_at(self, node: MappingNode) -> None:
        """Store the mapping that the spec was read from; called once by the reader."""
        object.__setattr__(self, "_node", node)

    def node(self, key: str) -> Node | None:
        """The node of ``key``; None when it is not written."""
        return self._node.get(key)

    def at(self, key: str = "") -> Place:
        """The place of a key's value; of the first key when it is not written or not given."""
        node = self._node.get(key) if key else None
        return node.place if node else start_of(self._node)

    def at_key(self, key: str) -> Place:
        """The place of a key."""
        found = self._node.key(key)
        return found.place if found else start_of(self._node)


def start_of(node: Node) -> Place:
    """The place for problems of a whole mapping: its first key."""
    if isinstance(node, MappingNode) and node.entries:
        return node.entries[0][0].place
    return node.place
