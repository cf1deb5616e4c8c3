"""Advice on English texts that are hard to read, by Flesch–Kincaid grade (years of school)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.compile.form_analysis import FormAnalysis
from generator.compile.plan import Asked
from generator.problems import Problem
from generator.sources.yaml.nodes import Place

GRADE = 9.0
"""The grade above which a text is hard for many readers."""

SHORTEST = 25
"""The fewest words for which a grade is meaningful."""

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SENTENCE = re.compile(r"[.!?]+(?:\s|$)|\n\s*\n|\n\s*[-*\d]")
_VOWELS = re.compile(r"[aeiouy]+")


def lint_reading(analysis: FormAnalysis) -> Iterator[Problem]:
    """Every long text of a form that is hard to read."""
    spec = analysis.plan.spec
    texts: list[tuple[str, Place]] = [(spec.next_steps, spec.at("next_steps"))]
    for page in analysis.plan.pages:
        texts.append((page.spec.intro, page.spec.at("intro")))
        texts += [_help(asked) for asked in page.asked]
    for text, place in texts:
        years = grade(text)
        if years > GRADE:
            yield place.problem(
                "W606",
                f"This text needs about {years:.0f} years of school; aim at {GRADE:.0f} or fewer.",
                "Make shorter sentences, and take shorter words.",
            )


def grade(text: str) -> float:
    """The grade of a text; 0 for a short one."""
    words = _WORD.findall(text)
    if len(words) < SHORTEST:
        return 0.0
    sentences = max(1, len(_SENTENCE.findall(text)))
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    word = word.lower()
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith("le") and count > 1:
        count -= 1
    return max(1, count)


def _help(asked: Asked) -> tuple[str, Place]:
    return asked.value("help"), asked.spec_for("help").at("help")
