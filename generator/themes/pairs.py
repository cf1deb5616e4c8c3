"""The colour pairs with a required contrast."""

from __future__ import annotations

from typing import NamedTuple

from generator.sources.yaml.nodes import MappingNode, ScalarNode, SequenceNode


class Pair(NamedTuple):
    """Two tokens by name, and the required ratio."""

    front: ScalarNode
    back: ScalarNode
    ratio: float


def pairs_in(theme: MappingNode) -> tuple[Pair, ...]:
    """The pairs of ``contrast:`` in a ``theme.yaml``: ratio → token → background tokens."""
    promised = theme.get("contrast")
    if not isinstance(promised, MappingNode):
        return ()
    return tuple(
        Pair(front, back, float(ratio.text))
        for ratio, fronts in promised.entries
        if isinstance(fronts, MappingNode) and ratio.text.replace(".", "", 1).isdecimal()
        for front, backs in fronts.entries
        if isinstance(backs, SequenceNode)
        for back in backs.items
        if isinstance(back, ScalarNode)
    )
