"""Template values beside texts: suggestions, kept files, rows of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Suggestion(NamedTuple):
    """A suggested answer; ``lang`` is the language of its label."""

    key: str
    label: str
    lang: str


class KeptFile(NamedTuple):
    """An uploaded file, as pages show it."""

    id: str
    name: str
    size: str


class Suggestions(dict[str, "tuple[Suggestion, ...]"]):
    """Suggestions by column; empty for missing keys."""

    def __missing__(self, key: str) -> tuple[Suggestion, ...]:
        return ()


@dataclass(frozen=True)
class ShownRow:
    """One row of a repeating group for its controls; ``r`` in templates.

    ``i`` is the number in HTML names, ``n`` counts from 1 for people, who read ``label`` before it. ``v``
    (texts), ``e`` (errors) and ``masked`` (a secret that stays when its control is left empty) are keyed
    ``<column>[.<part>]`` and give ``""`` for what is not there; ``suggested`` is keyed by column.
    """

    i: int
    n: int
    id: str
    v: Mapping[str, str | Sequence[str]]
    e: Mapping[str, str]
    masked: Mapping[str, str]
    suggested: Mapping[str, tuple[Suggestion, ...]] = field(default_factory=Suggestions)
    label: str = ""
