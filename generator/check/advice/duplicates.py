"""Finds local fields that duplicate a master field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from forms.expressions import BOOLEAN, NUMBER, TEXT, Choice, Group, Kind, ListOf
from generator.check.advice.alike import Meaning, is_same, meaning, meanings
from generator.compile.form_analysis import FormAnalysis
from generator.problems import Problem
from generator.specs.masters import Master
from generator.specs.models import LocalSpec

ALIKE = 88.0
"""The similarity, of 100, from which labels count as the same question."""

_SAME = 100.0
_AS_TEXT = (NUMBER.phrase, Choice(()).phrase)
_IN_PARTS = (ListOf(TEXT).phrase, Group({}).phrase)  # their parts depend on the type


def lint_duplicates(analysis: FormAnalysis, masters: Sequence[Master]) -> Iterator[Problem]:
    """Every local field whose name or label matches a master field."""
    for asked in analysis.plan.asked():
        if isinstance(asked.spec, LocalSpec) and asked.spec.field_type.asks:
            found = _same(asked.spec, analysis.fields[asked.name].kind, masters)
            if found:
                yield asked.spec.at("label").problem(
                    "W601",
                    f"“{asked.spec.label}” looks like the master field {found.name}, “{found.label}”.",
                    f"Write “use: {found.name}”, so that nobody is asked twice, or name what differs.",
                )


def _same(spec: LocalSpec, kind: Kind, masters: Sequence[Master]) -> Master | None:
    """The matching master field, or None."""
    label = meaning(spec.label)
    rated = [(_likeness(spec, kind, label, other), other) for other in masters]
    score, best = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= ALIKE else None


def _likeness(spec: LocalSpec, kind: Kind, label: Meaning, other: Master) -> float:
    party, _, name = other.name.partition(".")
    same_type = spec.field_type.type == other.type
    if same_type and spec.field == name:
        return _SAME
    if not same_type and not _may_hold(kind.phrase, other.kind):
        return 0.0
    known = meanings(other.label)
    same = [len(words - label.words) for words in known if is_same(label, words, party)]
    if same:
        return _SAME - min(same)  # of several, the one with fewest other words
    return misspelt(label.words, known[0]) if same_type and known and not label.is_general else 0.0


def _may_hold(local: str, master: str) -> bool:
    """Whether a local kind can hold the values of a master field: text fits all but yes or no."""
    if local == TEXT.phrase:
        return master != BOOLEAN.phrase
    return (local == master and local not in _IN_PARTS) or (master == TEXT.phrase and local in _AS_TEXT)


def misspelt(words: frozenset[str], others: frozenset[str]) -> float:
    """The similarity of two labels by letters, from 0 to 100; 0 without comparing if few letters
    are shared.
    """
    differ = (words - others, others - words)
    begin = [sorted(word[0] for word in only) for only in differ]
    if begin[0] != begin[1] or any(map(str.isdecimal, differ[0] | differ[1])):
        return 0.0  # another word or number, not a typing error
    one, other = " ".join(sorted(words)), " ".join(sorted(others))
    if 200 * (Counter(one) & Counter(other)).total() < ALIKE * (len(one) + len(other)):
        return 0.0
    return fuzz.ratio(one, other)
