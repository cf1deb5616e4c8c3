"""All expressions of a form: place, scope, expected kind, and problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from forms.expressions import (
    BOOLEAN,
    DATE,
    TODAY,
    Expression,
    ExpressionError,
    ExpressionProblem,
    Kind,
    compile_expression,
)
from forms.fields.base import Field
from generator.compile.expressions import ELIGIBILITY, Slot
from generator.compile.offsets import place_of
from generator.compile.plan import Asked, FormPlan
from generator.problems import Problem
from generator.sources.yaml.nodes import Node, Place, ScalarNode
from generator.specs.base import Spec
from generator.specs.field_models import type_options
from generator.specs.models import OptionSpec

Kinds = Mapping[str, Kind]

_UNKNOWN = ("E211", "E213")  # unknown field, unknown part of a group


@dataclass(frozen=True)
class Formula:
    """One expression as written. ``met`` is the number of fields that are answered before it is needed."""

    slot: Slot
    source: str
    node: Node | None
    place: Place
    expect: Kind
    met: int | None  # None: all fields may be read
    alone: tuple[str, str] | None = None  # of a master field's rule: (its own name, its name in this form)
    masters: Kinds | None = None  # the scope, if not the form's fields


def formulas(plan: FormPlan, kinds: Kinds) -> Iterator[Formula]:
    """All expressions of a form, in order."""
    yield from _of_eligibility(plan)
    met = 0
    for page in plan.pages:
        yield from _one(page.spec, (f"page {page.spec.page}", "show_if"), BOOLEAN, met)
        for asked in page.asked:
            yield from _of_field(asked, kinds, met)
            met += 1


def kinds_of(fields: Iterator[Field]) -> dict[str, Kind]:
    """The kind of each field in expressions."""
    return {TODAY: DATE, **{field.name: field.kind for field in fields}}


def compiled(
    formula: Formula, kinds: Kinds, unreadable: frozenset[str], read_text: Callable[[str], str]
) -> Expression | tuple[Problem, ...]:
    """The compiled expression, or its problems with exact places."""
    if formula.alone is not None and formula.alone[1] not in kinds:
        return ()  # the field could not be read
    scope = _scope(formula, kinds)
    try:
        expression = compile_expression(formula.source, scope, formula.expect)
    except ExpressionError as error:
        return tuple(
            _placed(problem, formula, read_text)
            for problem in error.problems
            if not _follows_from_unreadable(problem, formula.source, unreadable)
        )
    if formula.alone and formula.alone[0] != formula.alone[1]:
        return compile_expression(_renamed(formula), {**kinds}, formula.expect)
    return expression


def _of_field(asked: Asked, kinds: Kinds, met: int) -> Iterator[Formula]:
    entry, name = asked.entry, asked.name
    yield from _one(entry, (name, "show_if"), BOOLEAN, met)
    yield from _one(entry, (name, "required_if"), BOOLEAN, None)
    if asked.use is None:
        yield from _one(asked.spec, (name, "default"), kinds.get(name, BOOLEAN), met)
    yield from _rules(asked)
    for option in type_options(asked.spec.field_type):
        if option.treatment == "expression":
            yield from _one(asked.spec.options, (name, option.name), kinds.get(name, BOOLEAN), met)
        if option.treatment == "options":
            yield from _of_choices(asked, option.name, met)


def _of_eligibility(plan: FormPlan) -> Iterator[Formula]:
    for number, rule in enumerate(plan.spec.eligibility, 1):
        if rule.rule and rule.node("rule") is not None:
            slot, kinds = (ELIGIBILITY, f"eligibility.{number}"), {TODAY: DATE, **plan.masters}
            yield Formula(slot, rule.rule, rule.node("rule"), rule.at("rule"), BOOLEAN, None, masters=kinds)


def _rules(asked: Asked) -> Iterator[Formula]:
    own = None if asked.use is None else (asked.use.use.partition(".")[2], asked.name)
    for number, rule in enumerate(asked.spec.valid_if, 1):
        slot = (asked.name, f"valid_if.{number}")
        if rule.rule and rule.node("rule") is not None:
            yield Formula(slot, rule.rule, rule.node("rule"), rule.at("rule"), BOOLEAN, None, own)


def _of_choices(asked: Asked, key: str, met: int) -> Iterator[Formula]:
    choices: Mapping[str, OptionSpec] = dict(getattr(asked.spec.options, key))
    for name, choice in choices.items():
        yield from _one(choice, (asked.name, f"{key}.{name}.show_if"), BOOLEAN, met, key="show_if")


def _one(spec: Spec, slot: Slot, expect: Kind, met: int | None, key: str = "") -> Iterator[Formula]:
    """The expression at the slot's key, if any."""
    key = key or slot[1]
    source, node = getattr(spec, key), spec.node(key)
    if source and node is not None:
        yield Formula(slot, source, node, spec.at(key), expect, met)


def _scope(formula: Formula, kinds: Kinds) -> Kinds:
    if formula.masters is not None:
        return formula.masters
    if formula.alone is None:
        return kinds
    own, name = formula.alone
    return {own: kinds[name], TODAY: DATE}


def _follows_from_unreadable(problem: ExpressionProblem, source: str, unreadable: frozenset[str]) -> bool:
    """Whether the only cause is a field or column that could not be read, which is reported already."""
    return problem.code in _UNKNOWN and source[problem.start : problem.end] in unreadable


def _placed(problem: ExpressionProblem, formula: Formula, read_text: Callable[[str], str]) -> Problem:
    place = formula.place
    if isinstance(formula.node, ScalarNode):
        place = place_of(formula.node, problem.start, problem.end, read_text(place.file))
    return place.problem(problem.code, problem.message, problem.remedy)


_WORDS = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|(?<![.\w])[A-Za-z_]\w*")


def _renamed(formula: Formula) -> str:
    """The source with a master field's own name replaced by its name in this form, except in texts."""
    assert formula.alone is not None  # noqa: S101 - checked by the caller
    own, name = formula.alone
    return _WORDS.sub(lambda word: name if word[0] == own else word[0], formula.source)
