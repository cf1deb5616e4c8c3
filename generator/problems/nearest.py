"""Suggests known words for unknown ones."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import distance, process

LIKENESS = 0.55
SURE = 0.65
SHOWN = 12


def nearest(word: str, known: Iterable[str], shown: int = SHOWN) -> str:
    """A sentence with the most similar known words, or with all when none is similar."""
    words = sorted(set(known))
    if not words:
        return "There is none yet."
    found = process.extract(
        word.lower(),
        words,
        scorer=distance.OSA.normalized_similarity,
        processor=str.lower,
        limit=3,
        score_cutoff=LIKENESS,
    )
    if found:
        return f"Did you mean {either([name for name, _, _ in found])}?"
    return f"Use one of these: {', '.join(words[:shown])}{', …' if len(words) > shown else ''}."


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that a misspelt one most likely means; “” when there is none."""
    likeness = distance.OSA.normalized_similarity
    found = process.extractOne(word.lower(), set(known), scorer=likeness, score_cutoff=SURE)
    return found[0] if found else ""


def either(words: list[str]) -> str:
    """The words as a choice: a, b or c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
