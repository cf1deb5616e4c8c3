"""Advice on long labels, hints and pages, and on secrets without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.compile.form_analysis import FormAnalysis
from generator.compile.plan import Asked
from generator.problems import Problem

HINT = 100
"""The maximum characters of a hint: longer ones are often skipped."""

QUESTIONS = 12
"""The most questions recommended for a page."""

_SENTENCE_END = re.compile(r"[.!?]\s+[A-Z]")


def lint_length(analysis: FormAnalysis) -> Iterator[Problem]:
    """All lints of wording and size."""
    for page in analysis.plan.pages:
        questions = sum(asked.spec.field_type.asks for asked in page.asked)
        if questions > QUESTIONS:
            yield page.spec.at("page").problem(
                "W605",
                f"The page asks {questions} questions; more than {QUESTIONS} on one page tire people.",
                "Make two pages of it.",
            )
        for asked in page.asked:
            yield from _label(asked)
            yield from _hint(asked)
    yield from _reason(analysis)


def _label(asked: Asked) -> Iterator[Problem]:
    label = asked.value("label")
    if label.endswith((":", "：")):
        yield (
            asked.spec_for("label")
            .at("label")
            .problem(
                "W602",
                "The label ends with a colon.",
                "Remove the colon: the page shows where a question ends.",
            )
        )


def _hint(asked: Asked) -> Iterator[Problem]:
    hint = asked.value("hint")
    if len(hint) > HINT or _SENTENCE_END.search(hint):
        yield (
            asked.spec_for("hint")
            .at("hint")
            .problem(
                "W603",
                f"The hint has {len(hint)} characters or more than one sentence.",
                "Say the one thing that helps here; put the rest into “help”.",
            )
        )


def _reason(analysis: FormAnalysis) -> Iterator[Problem]:
    secret = [
        asked for asked in analysis.plan.asked() if asked.shared and asked.shared.sensitivity == "restricted"
    ]
    if secret and not analysis.plan.spec.purpose:
        yield secret[0].place.problem(
            "W604",
            f"The form asks for “{secret[0].name}”, which is restricted, but does not say why.",
            "Add “purpose: …” to the form, with the law that asks for it.",
        )
