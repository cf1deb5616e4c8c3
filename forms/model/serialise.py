"""Serialises compiled forms and cities as JSON and reads them back."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from forms.expressions import Expression
from forms.fields import field_types
from forms.fields.base import Field

Thing = TypeVar("Thing")
# Any in this module: it handles dataclasses of any type by their annotations.


def to_json(thing: Any) -> Any:
    """The JSON form of a frozen dataclass; defaults are left out, fields have their type's name."""
    if isinstance(thing, Expression):
        return thing.to_json()
    if isinstance(thing, Field):
        return {"type": thing.type, **_set_attributes(thing)}
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return _set_attributes(thing)
    if isinstance(thing, Mapping):
        return {key: to_json(value) for key, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [to_json(value) for value in thing]
    if isinstance(thing, Decimal):
        return str(thing)  # a JSON number would not be exact
    return thing


def from_json(kind: type[Thing], stored: Any) -> Thing:
    """The ``kind`` of a JSON form; raises KeyError or TypeError for anything else."""
    return typing.cast(Thing, _read(kind, stored))


def _set_attributes(thing: Any) -> dict[str, Any]:
    return {
        attribute.name: to_json(value)
        for attribute in dataclasses.fields(thing)
        if (value := getattr(thing, attribute.name)) != _default(attribute)
    }


def _default(attribute: dataclasses.Field[Any]) -> Any:
    if attribute.default_factory is not dataclasses.MISSING:
        return attribute.default_factory()
    return attribute.default


def _read(kind: Any, stored: Any) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return None if stored is None else _read(_first_real(arguments), stored)
    if origin is tuple:
        return tuple(_read(arguments[0], item) for item in stored)
    if origin is not None and _is_below(origin, Mapping):
        return {key: _read(arguments[1], value) for key, value in stored.items()}
    if kind is Expression:
        return Expression.from_json(stored)
    if _is_below(kind, Field):
        return _read_dataclass(field_types()[stored["type"]], stored)
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, stored)
    return Decimal(stored) if kind is Decimal else stored


def _read_dataclass(kind: Any, stored: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{key: _read(hints[key], value) for key, value in stored.items() if key != "type"})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _first_real(arguments: tuple[Any, ...]) -> Any:
    return next(argument for argument in arguments if argument is not type(None))


def _is_below(kind: Any, base: type) -> bool:
    """Whether ``kind`` is a subclass of ``base``; False for annotations that are no classes."""
    return isinstance(kind, type) and issubclass(kind, base)
