"""The data dictionary as read: groups of entries, each read when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from generator.loader.nodes import Node
from generator.specs.models import MasterSpec, ShapeSpec

PARTIES = ("business", "person")
"""The groups that hold facts; all other groups are row shapes."""

Entry = MasterSpec | ShapeSpec
Dictionary = Mapping[str, Mapping[str, Entry]]
"""All entries of ``master_fields.yaml`` by group and name."""


class Group(Mapping[str, Entry]):
    """The entries of one group. Those that cannot be read are absent.

    Most forms use few of a city's master fields, so ``read`` is called for those alone, and once for each.
    """

    def __init__(self, nodes: Mapping[str, Node], read: Callable[[str, Node], Entry | None]) -> None:
        self._nodes = nodes
        self._read = cache(lambda name: read(name, nodes[name]))

    def __getitem__(self, name: str) -> Entry:
        entry = self._read(name)
        if entry is None:
            raise KeyError(name)
        return entry

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._nodes if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
