"""Limits of parts of a post: several times what is accepted, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

PASTED = 500
"""Characters: a pasted paragraph is shown again with an error instead of being cut."""

WRITTEN = 2_000
"""The same for free text."""


class Room(NamedTuple):
    """The limits of one part of a post."""

    texts: int = 2  # one more than controls send: both are joined, so none is lost
    length: int = PASTED  # characters of each text


PICKED = Room(length=100)
"""Limits of values that are not typed: option keys, row ids."""


def ample(most: int, at_least: int = PASTED) -> Room:
    """The limits of a text for which at most ``most`` characters are accepted."""
    return Room(length=max(4 * most, at_least))


def within(
    posted: Mapping[str, Sequence[str]], room: Mapping[str, Room], shown: Mapping[str, Sequence[str]]
) -> dict[str, Sequence[str]]:
    """A post within its limits; of each part at least as much as its page showed."""
    return {
        part: _cut(texts, room[part], shown.get(part, ())) for part, texts in posted.items() if part in room
    }


def _cut(texts: Sequence[str], room: Room, shown: Sequence[str]) -> list[str]:
    if len(texts) <= room.texts and max(map(len, texts), default=0) <= room.length:
        return list(texts)
    # Browsers send line ends as two characters.
    longest = max([room.length, *(2 * len(text) for text in shown)])
    return [text[:longest] for text in texts[: max(room.texts, len(shown))]]
