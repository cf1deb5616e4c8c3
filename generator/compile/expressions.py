"""Inserts compiled expressions into a form made without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from forms.expressions import Expression
from forms.fields.base import Field, Option, Rule
from forms.model.form import Form, Page
from generator.specs.field_models import type_options

Slot = tuple[str, str]
"""The place of an expression: the field (or ``page <name>``) and the key, such as ``valid_if.1``."""

Expressions = Mapping[Slot, Expression]

ELIGIBILITY = "(eligibility)"
"""The first half of the slots of eligibility; not allowed as a field name."""

_CONDITIONS = ("show_if", "required_if", "default")


def with_expressions(form: Form, expressions: Expressions) -> Form:
    """The form with all its expressions. A rule that does not compile is left out, as it is reported as a
    problem.
    """
    return replace(
        form,
        eligibility=_rules(form.eligibility, (ELIGIBILITY, "eligibility"), expressions),
        pages=tuple(_page(page, expressions) for page in form.pages),
    )


def _page(page: Page, expressions: Expressions) -> Page:
    fields = tuple(_field(field, expressions) for field in page.fields)
    return replace(page, show_if=expressions.get((f"page {page.name}", "show_if")), fields=fields)


def _field(field: Field, expressions: Expressions) -> Field:
    found: dict[str, Any] = {  # Any: attributes of a field
        key: expressions[field.name, key] for key in _CONDITIONS if (field.name, key) in expressions
    }
    if field.valid_if:
        found["valid_if"] = _rules(field.valid_if, (field.name, "valid_if"), expressions)
    found.update(_options(field, expressions))
    return replace(field, **found) if found else field


def _options(field: Field, expressions: Expressions) -> Iterator[tuple[str, Any]]:
    """The field's own options with expressions. Columns of lists have none."""
    for option in type_options(type(field)):
        slot = (field.name, option.name)
        if option.treatment == "expression" and slot in expressions:
            yield option.name, expressions[slot]
        elif option.treatment == "options":
            yield option.name, tuple(_choice(one, slot, expressions) for one in getattr(field, option.name))


def _choice(choice: Option, slot: Slot, expressions: Expressions) -> Option:
    found = expressions.get((slot[0], f"{slot[1]}.{choice.key}.show_if"))
    return replace(choice, show_if=found) if found else choice


def _rules(rules: tuple[Rule, ...], slot: Slot, expressions: Expressions) -> tuple[Rule, ...]:
    numbered = (((slot[0], f"{slot[1]}.{number}"), rule) for number, rule in enumerate(rules, 1))
    return tuple(replace(rule, condition=expressions[at]) for at, rule in numbered if at in expressions)
