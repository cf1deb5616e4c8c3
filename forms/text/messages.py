"""Messages: whole sentences with named gaps, translated when they are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# A gap, and if a colon follows it: the colon, the space and the next letter.
_GAP = re.compile(r"\{([a-z_]+)\}(?:([:：])(\s*)(\w?))?")
_QUESTION = re.compile(r"[?!？！؟]\W*$")


@dataclass(frozen=True)
class Message:
    """A sentence in the source language; ``plural`` and ``count`` are given together or not at all."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    count: int = 0


def message(text: str, /, **values: object) -> Message:
    """Mark ``text`` for translation (Babel keyword ``message``) and bind its gaps."""
    return Message(text, values)


def plural_message(one: str, many: str, count: int, /, **values: object) -> Message:
    """Mark a sentence with a count for translation (Babel keyword ``plural_message:1,2``)."""
    return Message(one, {"count": count, **values}, many, count)


def fill(text: str, values: Mapping[str, object]) -> str:
    """Fill in the ``{gaps}``; unknown gaps stay, so that a wrong translation never raises.

    A question before a colon ends its own sentence: “{label}: choose yes or no.” becomes “Is it open? Choose
    yes or no.” Not ``str.format``: translations are not fully trusted and could access attributes with it.
    """
    return _GAP.sub(lambda gap: _filled(gap, values), text)


def _filled(gap: re.Match[str], values: Mapping[str, object]) -> str:
    name, colon, space, letter = gap.groups(default="")
    if name not in values:
        return gap[0]
    value = str(values[name])
    if colon and _QUESTION.search(value):
        return f"{value}{space}{letter.upper()}"
    return f"{value}{colon}{space}{letter}"
