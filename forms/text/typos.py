"""Typing errors in words: letters swapped, wrong, missing or extra."""

from __future__ import annotations

import re
from collections.abc import Mapping

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")  # scripts without spaces between words

_RARE = 4  # if more words share one character of two with the typed text, it is chance
_SHORT = 3  # letters: nearly every such word is one letter away from another
_OF_SHORT = 0.5  # similarity: too low for the long texts of articles


def mistyped(
    words: Mapping[str, frozenset[str]], typed: str, parts: frozenset[str], *, alone: bool
) -> dict[str, float]:
    """The words that may be meant by ``typed``, with their similarity to it, below 1.

    ``words`` come with their trigrams; ``parts`` are the trigrams of ``typed``. A single word (``alone``)
    must be more similar, because no other word confirms it.
    """
    if is_unspaced(typed):
        return _one_sign_wrong(words, typed)
    most = _most_mistakes(len(typed), alone=alone)
    if not most:
        return {}
    letters, long = set(typed), len(typed) > _SHORT
    found = {}
    for word, others in words.items():
        # Cheap tests first: they exclude most words.
        if abs(len(word) - len(typed)) > most or (long and parts.isdisjoint(others)):
            continue
        if len(letters.symmetric_difference(word)) > 2 * most:
            continue
        number = mistakes(typed, word)
        if number <= most and (long or not alone or sorted(typed) == sorted(word)):
            found[word] = 1 - number / max(len(typed), len(word)) if long else _OF_SHORT
    return found


def is_unspaced(text: str) -> bool:
    """Whether a text has characters of a script without spaces between words."""
    return _UNSPACED.search(text) is not None


def mistakes(typed: str, word: str) -> int:
    """The edit distance between ``typed`` and ``word``: letters inserted, deleted, replaced or swapped."""
    before: list[int] = []
    above = list(range(len(word) + 1))
    for down, letter in enumerate(typed, start=1):
        row = [down]
        for across, other in enumerate(word, start=1):
            fewest = min(above[across] + 1, row[-1] + 1, above[across - 1] + (letter != other))
            if down > 1 and across > 1 and letter == word[across - 2] and typed[down - 2] == other:
                fewest = min(fewest, before[across - 2] + 1)
            row.append(fewest)
        before, above = above, row
    return above[-1]


def _most_mistakes(letters: int, *, alone: bool) -> int:
    if letters <= _SHORT:
        return int(letters == _SHORT or (letters > 1 and not alone))
    return 1 if letters < 7 else 2  # “lisence” is two letters from “license”


def _one_sign_wrong(words: Mapping[str, frozenset[str]], typed: str) -> dict[str, float]:
    length = len(typed)
    found = {word: 1 - 1 / length for word in words if length > 1 and _differs_in_one(typed, word)}
    return found if length > 2 or len(found) <= _RARE else {}


def _differs_in_one(typed: str, text: str) -> bool:
    """Whether some substring of ``text`` differs from ``typed`` in one character."""
    length = len(typed)
    half = length // 2  # one of the halves is unchanged
    if typed[:half] not in text and typed[half:] not in text:
        return False
    stretches = (text[start : start + length] for start in range(len(text) - length + 1))
    return any(sum(map(str.__ne__, typed, stretch)) == 1 for stretch in stretches)
