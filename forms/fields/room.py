"""How much of a post a field keeps: several times what it accepts, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

PASTED = 500
"""Characters: whoever pastes a paragraph where a short answer belongs sees it again, and what is wrong."""

WRITTEN = 2_000
"""The same where people write in their own words."""


class Room(NamedTuple):
    """Room for one part of a post."""

    texts: int = 2  # one more than controls send: both become one text, and none is lost
    length: int = PASTED  # characters of each text


PICKED = Room(length=100)
"""Room for what nobody types: the key of an option, a row's id."""


def ample(most: int, at_least: int = PASTED) -> Room:
    """Room for a text of which at most so many characters are accepted."""
    return Room(length=max(4 * most, at_least))


def within(
    posted: Mapping[str, Sequence[str]], room: Mapping[str, Room], shown: Mapping[str, Sequence[str]]
) -> dict[str, Sequence[str]]:
    """What of a post there is room for; of each part at least as much as its page showed."""
    return {
        part: _cut(texts, room[part], shown.get(part, ())) for part, texts in posted.items() if part in room
    }


def _cut(texts: Sequence[str], room: Room, shown: Sequence[str]) -> list[str]:
    if len(texts) <= room.texts and max(map(len, texts), default=0) <= room.length:
        return list(texts)
    # Browsers send the end of a line as two characters.
    longest = max([room.length, *(2 * len(text) for text in shown)])
    return [text[:longest] for text in texts[: max(room.texts, len(shown))]]
