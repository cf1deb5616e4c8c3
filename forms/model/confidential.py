"""Determines the confidential fields of a form, which letters to agencies leave out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from forms.expressions import Expression
from forms.fields.base import Field, Option
from forms.model.form import Form

_CONFIDENTIAL = ("confidential", "restricted")


def confidential(form: Form) -> frozenset[str]:
    """The names of the fields that are confidential, or may contain the answer of one that is."""
    found: set[str] = set()
    for field in form.fields():  # a field's sources come before it
        if _is_confidential(field) or found & set(_made_of(field)):
            found.add(field.name)
    return frozenset(found)


def _is_confidential(field: Field) -> bool:
    sensitivity = field.shared.sensitivity if field.shared else ""
    columns = (column for column in _options(field, "fields") if isinstance(column, Field))
    return field.secret or sensitivity in _CONFIDENTIAL or any(map(_is_confidential, columns))


def _made_of(field: Field) -> Iterator[str]:
    """The names of the answers that a calculation, default or copy of a field reads."""
    for expression in (field.default, *_options(field, "expression")):
        if isinstance(expression, Expression):
            yield from expression.names
    for other in _options(field, "references"):
        if isinstance(other, Option):
            yield other.key
    for column in _options(field, "fields"):
        if isinstance(column, Field):
            yield from _made_of(column)


def _options(field: Field, treatment: str) -> Iterator[object]:
    """The values of a field type's own options with one treatment."""
    for attribute in dataclasses.fields(field):
        if attribute.metadata.get("treatment") == treatment:
            value = getattr(field, attribute.name)
            yield from value if isinstance(value, tuple) else (value,)
