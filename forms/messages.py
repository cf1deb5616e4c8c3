"""Messages: whole sentences with named gaps that are said later in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_GAP = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Message:
    """A sentence in source words; ``plural`` and ``count`` are given together or not at all."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    count: int = 0


def message(text: str, /, **values: object) -> Message:
    """Mark ``text`` for translation (Babel keyword ``message``) and bind its gaps."""
    return Message(text, values)


def plural_message(one: str, many: str, count: int, /, **values: object) -> Message:
    """Mark a sentence that depends on a count (Babel keyword ``plural_message:1,2``)."""
    return Message(one, {"count": count, **values}, many, count)


def fill(text: str, values: Mapping[str, object]) -> str:
    """Put values into ``{gaps}``; an unknown gap stays, so a bad translation never crashes.

    Not ``str.format``: translations are semi-trusted and could reach attributes through it.
    """
    return _GAP.sub(lambda gap: str(values.get(gap[1], gap[0])), text)
