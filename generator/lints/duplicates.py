"""Local fields that ask what a master field knows already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from forms.later import later
from generator.checks.study import Study
from generator.problems import Problem
from generator.specs.models import LocalSpec, MasterSpec
from generator.specs.reading import PARTIES, Dictionary

if TYPE_CHECKING:
    from rapidfuzz import fuzz
else:
    fuzz = later("rapidfuzz.fuzz")

ALIKE = 88.0
"""How similar labels must be, of 100, to be taken for the same question."""

_FILLERS = re.compile(r"\b(the|a|an|of|your|you|is|are|do|does|what|which|please|enter|in|for|to)\b|[^\w ]")


class _Known(NamedTuple):
    master: str
    spec: MasterSpec
    words: str


def lint_duplicates(study: Study) -> Iterator[Problem]:
    """Every local field whose name or label is that of a master field."""
    known = _known(study.plan.dictionary)
    for asked in study.plan.asked():
        if isinstance(asked.spec, LocalSpec) and asked.spec.field_type.asks:
            found = _same(asked.spec, known)
            if found:
                yield asked.spec.at("label").problem(
                    "W601",
                    f"“{asked.spec.label}” looks like the master field {found.master}, “{found.spec.label}”.",
                    f"Write “use: {found.master}”, so that nobody is asked twice, or name what differs.",
                )


def _known(dictionary: Dictionary) -> list[_Known]:
    return [
        _Known(f"{group}.{name}", spec, _words(spec.label))
        for group in PARTIES
        for name, spec in dictionary.get(group, {}).items()
        if isinstance(spec, MasterSpec)
    ]


def _same(spec: LocalSpec, known: list[_Known]) -> _Known | None:
    """The master field of the same type that is meant, if one is."""
    words = _words(spec.label)
    rated = [
        (_likeness(spec, words, other), other) for other in known if other.spec.field_type is spec.field_type
    ]
    score, best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= ALIKE else None


def _likeness(spec: LocalSpec, words: str, other: _Known) -> float:
    if spec.field == other.master.partition(".")[2]:
        return 100.0
    if not words or not other.words or _most(words, other.words) < ALIKE:
        return 0.0
    return fuzz.token_sort_ratio(words, other.words)


def _most(one: str, other: str) -> float:
    """What the likeness can be at most, by letters alone: most pairs need no closer look."""
    shared = (Counter(one) & Counter(other)).total()
    return 200 * shared / (len(one) + len(other))


def _words(label: str) -> str:
    return " ".join(_FILLERS.sub(" ", label.lower()).split())
