"""Local fields that ask what a master field knows already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from forms.later import later
from generator.checks.study import Study
from generator.problems import Problem
from generator.specs.models import LocalSpec
from generator.summaries import Master

if TYPE_CHECKING:
    from rapidfuzz import fuzz
else:
    fuzz = later("rapidfuzz.fuzz")

ALIKE = 88.0
"""How similar labels must be, of 100, to be taken for the same question."""

_FILLERS = re.compile(r"\b(the|a|an|of|your|you|is|are|do|does|what|which|please|enter|in|for|to)\b|[^\w ]")


def lint_duplicates(study: Study, masters: Sequence[Master]) -> Iterator[Problem]:
    """Every local field whose name or label is that of a master field."""
    for asked in study.plan.asked():
        if isinstance(asked.spec, LocalSpec) and asked.spec.field_type.asks:
            found = _same(asked.spec, masters)
            if found:
                yield asked.spec.at("label").problem(
                    "W601",
                    f"“{asked.spec.label}” looks like the master field {found.name}, “{found.label}”.",
                    f"Write “use: {found.name}”, so that nobody is asked twice, or name what differs.",
                )


def _same(spec: LocalSpec, masters: Sequence[Master]) -> Master | None:
    """The master field of the same type that is meant, if one is."""
    words = _words(spec.label)
    same_type = (other for other in masters if other.type == spec.field_type.type)
    rated = [(_likeness(spec, words, other), other) for other in same_type]
    score, best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= ALIKE else None


def _likeness(spec: LocalSpec, words: str, other: Master) -> float:
    if spec.field == other.name.partition(".")[2]:
        return 100.0
    others = _words(other.label)
    if not words or not others or _most(words, others) < ALIKE:
        return 0.0
    return fuzz.token_sort_ratio(words, others)


def _most(one: str, other: str) -> float:
    """What the likeness can be at most, by letters alone: most pairs need no closer look."""
    shared = (Counter(one) & Counter(other)).total()
    return 200 * shared / (len(one) + len(other))


@cache
def _words(label: str) -> str:
    return " ".join(_FILLERS.sub(" ", label.lower()).split())
