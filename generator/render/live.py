"""Data for the page script: conditions, calculations, and how to read answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from markupsafe import Markup

from forms.expressions import BOOLEAN, DATE, NUMBER, OPAQUE, TIME, TODAY, Expression, Group, Kind, ListOf
from forms.fields.base import Field, Option
from forms.model.form import Page
from generator.render.brackets import json_attribute

_READERS = (
    (NUMBER, "number"),
    (DATE, "date"),
    (TIME, "time"),
    (BOOLEAN, "boolean"),
    (OPAQUE, "opaque"),
)
_OF_ALL = frozenset(attribute.name for attribute in dataclasses.fields(Field))


class Live:
    """One page's conditions, as far as answers on the page can change them."""

    def __init__(self, page: Page) -> None:
        self._here = {field.name for field in page.fields}
        self._read = {name for field in page.fields for name in self._names(field)}
        self._reacts = any(self.switches(field) or any(_shown_by(field)) for field in page.fields)

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The answers of other pages that the conditions of this page read, and today's date."""
        return tuple(sorted({*self._read, TODAY} - self._here))

    @property
    def reacts(self) -> bool:
        """Whether anything on the page changes with its answers."""
        return self._reacts

    def switches(self, field: Field) -> bool:
        """Whether answers on this page decide that the field is shown.

        Otherwise the request decides, and hidden fields are not in the page.
        """
        return field.show_if is not None and bool(field.show_if.names & self._here)

    def attributes(self, field: Field) -> Markup:
        """``data-`` attributes for the field's wrapper."""
        found = Markup("")
        if field.name in self._read or self.switches(field) or any(_shown_by(field)):
            found += Markup(' data-name="{}"').format(field.name)
        if field.name in self._read and field.asks:
            found += Markup(" data-kind='{}'").format(json_attribute(_shape(field.kind)))
        if self.switches(field) and field.show_if:
            found += Markup(" data-show-if='{}'").format(json_attribute(field.show_if.tree))
        return found

    def _names(self, field: Field) -> frozenset[str]:
        read = [expression.names for expression in _shown_by(field)]
        if self.switches(field) and field.show_if:
            read.append(field.show_if.names)
        return frozenset().union(*read)


def _shown_by(field: Field) -> Iterator[Expression]:
    """The expressions that affect what a field shows: conditions of options, calculation."""
    for attribute in _own_attributes(type(field)):
        value = getattr(field, attribute)
        for part in value if isinstance(value, tuple) else (value,):
            condition = part.show_if if isinstance(part, Option) else part
            if isinstance(condition, Expression):
                yield condition


def _own_attributes(field_type: type[Field]) -> Iterator[str]:
    """The keys that a field type adds."""
    names = (attribute.name for attribute in dataclasses.fields(field_type))
    return (name for name in names if name not in _OF_ALL)


def _shape(kind: Kind) -> object:
    """How the page script reads a kind: a word, ``[item]`` for a list, ``{part: shape}`` for a group."""
    if isinstance(kind, ListOf):
        return [_shape(kind.item)]
    if isinstance(kind, Group):
        return {part: _shape(of) for part, of in kind.fields.items()}
    return next((word for known, word in _READERS if known == kind), "text")
