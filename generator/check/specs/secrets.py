"""Calculations and defaults must not show masked answers under another name."""

from __future__ import annotations

from collections.abc import Iterator

from forms.expressions import BOOLEAN
from generator.compile.form_analysis import FormAnalysis
from generator.problems import Problem

_SHOWN = ("calculate", "default")  # their results are shown; conditions only decide


def check_secrets(analysis: FormAnalysis) -> Iterator[Problem]:
    """Every shown value that is calculated from a masked answer, except yes or no."""
    secret = {name for name, field in analysis.fields.items() if field.secret}
    for formula, expression in analysis.formulas:
        target = analysis.fields.get(formula.slot[0])
        if formula.slot[1] not in _SHOWN or target is None or target.secret or target.kind == BOOLEAN:
            continue
        for name in sorted(expression.names & secret):
            yield formula.place.problem(
                "E336",
                f"“{name}” is shown masked everywhere, and this would write it out.",
                f"Leave “{name}” out of it; conditions and rules may read it.",
            )
