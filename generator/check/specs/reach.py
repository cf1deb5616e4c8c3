"""Conditions that can never be true."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping

from forms.expressions import BOOLEAN, TODAY, Choice, Expression, Kind, evaluate
from generator.compile.form_analysis import FormAnalysis
from generator.problems import Problem

MOST_CASES = 2_000
"""The number of combinations of answers up to which conditions are tried out."""


def check_reach(analysis: FormAnalysis) -> Iterator[Problem]:
    """Every ``show_if`` that is false for all combinations of answers, if they can be tried out."""
    for formula, expression in analysis.formulas:
        if formula.slot[1].endswith("show_if") and _never_holds(expression, analysis.kinds):
            yield formula.place.problem(
                "E332",
                "This condition can never hold, so what it guards would never be seen.",
                "Compare it with the options of its fields; nobody can choose two different ones at once.",
            )


def _never_holds(expression: Expression, kinds: Mapping[str, Kind]) -> bool:
    names = sorted(expression.names)
    answers = [_answers(kinds.get(name)) for name in names]
    if TODAY in names or any(found is None for found in answers):
        return False
    if math.prod(len(found or ()) for found in answers) > MOST_CASES:
        return False
    cases = itertools.product(*(found or () for found in answers))
    return not any(evaluate(expression.tree, dict(zip(names, case, strict=True))) is True for case in cases)


def _answers(kind: Kind | None) -> tuple[object, ...] | None:
    """All answers of a kind; None when there are too many."""
    if isinstance(kind, Choice):
        return (None, *kind.options)
    return (None, True, False) if kind == BOOLEAN else None
