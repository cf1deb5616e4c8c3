"""Checks that defaults are valid answers of their own fields."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from forms.expressions import Expression, evaluate
from forms.fields.base import Field
from forms.fields.files import FileField
from forms.fields.parts import posted
from forms.fields.repeating_group import RepeatingGroup
from forms.text.language import ENGLISH
from generator.compile.form_analysis import FormAnalysis
from generator.compile.formulas import Formula
from generator.problems import Problem


def check_defaults(analysis: FormAnalysis) -> Iterator[Problem]:
    """Every constant default, read as if it were typed; others are not known at build.

    Rows and files cannot have defaults.
    """
    for formula, expression in analysis.formulas:
        field = analysis.fields.get(formula.slot[0])
        if formula.slot[1] != "default" or field is None:
            continue
        if field.option_errors():  # then every default may be invalid
            continue
        if isinstance(field, FileField | RepeatingGroup):
            yield from _problems(formula, f"A {field.type} has none.")
        elif not expression.names:
            fault = _fault(field, evaluate(expression.tree, {}), _rules(analysis, field.name))
            yield from _problems(formula, fault)


def _problems(formula: Formula, fault: str | None) -> Iterator[Problem]:
    if fault is not None:
        yield formula.place.problem(
            "E338",
            f"The field would refuse its own default {formula.source[:60]}. {fault}".rstrip(),
            "Write a default that can be sent as it is, or leave it out.",
        )


def _fault(field: Field, plain: object, rules: list[Expression]) -> str | None:
    """The error of the field for the default, or None."""
    value = None if plain is None else field.from_plain(plain)
    if value is None:
        return _refused(field, plain)
    wrong = field.read(posted(field.typed(value, ENGLISH)), ENGLISH, {}).errors
    if wrong:
        return ENGLISH.say(wrong[0].message)
    broken = any(evaluate(rule.tree, {field.name: field.plain(value)}) is False for rule in rules)
    return "It breaks a rule below." if broken else None


def _refused(field: Field, plain: object) -> str:
    """The error of the field for a typed value that does not fit its type."""
    typed = f"{plain:f}" if isinstance(plain, Decimal) else plain if isinstance(plain, str) else ""
    wrong = field.read({"": (typed,)}, ENGLISH, {}).errors
    return ENGLISH.say(wrong[0].message) if wrong else "It has no value."


def _rules(analysis: FormAnalysis, name: str) -> list[Expression]:
    """The rules that read this field only."""
    return [
        expression
        for formula, expression in analysis.formulas
        if formula.slot[0] == name and formula.slot[1].startswith("valid_if.") and expression.names == {name}
    ]
