"""Compares labels: their significant words, and the party that they are about."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_FILLERS = re.compile(
    r"a|an|any|are|at|by|current|do|does|enter|for|give|have|how|i|if|in|is|it|its|many|no|number|of|on|or|our"
    r"|please|s|so|tell|that|the|this|to|total|us|we|what|where|which|who|with|write|you"
)
_BUSINESS = re.compile("business|businesses|company|companies|enterprise|firm|premises")
_PERSON = re.compile("your|my")
_PARTIES = {"business": _BUSINESS, "person": _PERSON}
_GENERAL = frozenset(["address", "date", "email", "kind", "name", "phone", "role", "title", "type"])
"""Words that are not specific by themselves: persons and businesses have names and phones."""

_MEANT = {
    "telephone": "phone",
    "tel": "phone",
    "mail": "email",
    "homepage": "website",
    "staff": "employee",
    "worker": "employee",
}
_JOINED = re.compile(r"\b(e|web)[- ](?=(mail|site)\b)")
_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\(.*?\)|,.*|\bif you .*", re.IGNORECASE)
_SHORT_FORM = re.compile(r"\b[A-Z]{2,}\b")


class Meaning(NamedTuple):
    """The meaning of a label: its significant words, and the kind of party that it names."""

    words: frozenset[str]
    party: str

    @property
    def is_general(self) -> bool:
        """Whether only the party makes it specific."""
        return self.words <= _GENERAL


def meaning(label: str) -> Meaning:
    """The meaning of a whole label."""
    written = _WORD.findall(_JOINED.sub(r"\1", label.lower().replace("’", "'").replace("'s", "")))
    party = next((name for name, pattern in _PARTIES.items() if any(map(pattern.fullmatch, written))), "")
    ignored = (_FILLERS, *_PARTIES.values())
    words = {_normalised(word) for word in written if not any(found.fullmatch(word) for found in ignored)}
    if words & {"email", "website"}:
        words -= {"address"}
    return Meaning(frozenset(words), party)


@lru_cache(maxsize=4096)  # every form is compared with all master fields
def meanings(label: str) -> tuple[frozenset[str], ...]:
    """The words of a label in several readings: whole, without parentheses, and short forms."""
    whole, plain = meaning(label).words, meaning(_ASIDE.sub("", label)).words
    short = [frozenset([found.lower()]) for found in _SHORT_FORM.findall(label)]
    return tuple(dict.fromkeys(words for words in (whole, plain, *short) if words))


def is_same(asked: Meaning, known: frozenset[str], party: str) -> bool:
    """Whether a label asks for a fact of ``party`` whose label has the words ``known``."""
    if not asked.words or not asked.words <= known:
        return False
    more = len(known - asked.words)
    if asked.is_general:  # “Business name” is the legal name; “Name” may be anybody's
        return asked.party == party and more <= 1
    return not more or (len(asked.words - _GENERAL) > 1 and more <= len(asked.words))


def _normalised(word: str) -> str:
    """The word in the singular, in one of its spellings."""
    one = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) else word
    return _MEANT.get(one, one)
