"""Conditions and calculations may read only earlier answers, without cycles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.compile.form_analysis import FormAnalysis
from generator.compile.formulas import Formula
from generator.problems import Problem


def check_order(analysis: FormAnalysis) -> Iterator[Problem]:
    """Every formula that reads a later field, and every cycle."""
    order = {asked.name: number for number, asked in enumerate(analysis.plan.asked())}
    needs = _needs(analysis)
    for formula, expression in analysis.formulas:
        if formula.met is None:
            continue
        late = sorted(name for name in expression.names if order.get(name, -1) >= formula.met)
        for name in late:
            yield _circle(formula, name, needs) or _too_early(formula, name)


def _needs(analysis: FormAnalysis) -> Mapping[str, frozenset[str]]:
    """The fields that each field's conditions and calculations read."""
    needs: dict[str, frozenset[str]] = {}
    for formula, expression in analysis.formulas:
        if formula.met is not None:
            name = formula.slot[0]
            needs[name] = needs.get(name, frozenset()) | expression.names
    return needs


def _circle(formula: Formula, name: str, needs: Mapping[str, frozenset[str]]) -> Problem | None:
    chain = _chain(name, formula.slot[0], needs, ())
    if chain is None:
        return None
    shown = " → ".join([formula.slot[0], *chain])
    return formula.place.problem(
        "E330",
        f"The expression depends on itself: {shown}.",
        "Break the circle: let one of them read other fields.",
    )


def _chain(
    start: str, goal: str, needs: Mapping[str, frozenset[str]], gone: tuple[str, ...]
) -> tuple[str, ...] | None:
    """The chain of fields from ``start`` to ``goal``, or None."""
    if start == goal:
        return (*gone, goal)
    for following in sorted(needs.get(start, frozenset())):
        if following not in (*gone, start):
            chain = _chain(following, goal, needs, (*gone, start))
            if chain:
                return chain
    return None


def _too_early(formula: Formula, name: str) -> Problem:
    return formula.place.problem(
        "E331",
        f"“{name}” is asked later than it is needed here, so it would never be known.",
        f"Move “{name}” above this, or move this below “{name}”.",
    )
