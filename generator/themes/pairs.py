"""The pairs of colours whose contrast a theme promises."""

from __future__ import annotations

from typing import NamedTuple

from generator.sources.yaml.nodes import MappingNode, ScalarNode, SequenceNode


class Pair(NamedTuple):
    """Two tokens by name, and the ratio that they must reach."""

    front: ScalarNode
    back: ScalarNode
    ratio: float


def pairs_in(theme: MappingNode) -> tuple[Pair, ...]:
    """The pairs below ``contrast:`` in a ``theme.yaml``: ratio → token → the tokens behind it."""
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
