"""Converts the annotations of `forms.pages` into values for checking."""

from __future__ import annotations

import collections.abc
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

from jinja2.runtime import LoopContext

from generator.check.themes.names.values import (
    UNKNOWN,
    Function,
    Listed,
    Open,
    Plain,
    Thing,
    Value,
    either,
    record,
)

# Any in this module: annotations can be any object.

_UNIONS = (typing.Union, types.UnionType)
_PLAIN = (str, bool, int, float)
_MAPPINGS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)
_LISTS = (
    list,
    set,
    frozenset,
    collections.abc.Sequence,
    collections.abc.Collection,
    collections.abc.Iterable,
    collections.abc.Set,
)

LOOP = Thing((), frozenset(dir(LoopContext)))
"""The attributes of Jinja's ``loop``."""


def values_of(hints: Mapping[str, Any]) -> dict[str, Value]:
    """The values of names, by their annotations."""
    return {name: value_of(hint) for name, hint in hints.items()}


@cache
def value_of(hint: Any) -> Value:
    """The value of one annotation; unknown for types without further declaration."""
    origin = get_origin(hint)
    if origin in _UNIONS:
        return _optional([value_of(one) for one in get_args(hint) if one is not type(None)])
    if origin is Literal:
        return either(Plain(type(one)) for one in get_args(hint))
    if origin is not None:
        return _generic(origin, get_args(hint))
    return _class(hint) if isinstance(hint, type) else UNKNOWN


def _optional(members: list[Value]) -> Value:
    return members[0] if len(members) == 1 else either(members)


def _generic(origin: Any, arguments: tuple[Any, ...]) -> Value:
    if origin is collections.abc.Callable:
        return Function(value_of(arguments[-1]))
    if origin in _MAPPINGS:
        return Open(value_of(arguments[1]))
    if origin is tuple and arguments[-1] is not ...:
        parts = tuple(map(value_of, arguments))
        return Listed(either(parts), parts)
    return Listed(value_of(arguments[0])) if origin in (*_LISTS, tuple) else UNKNOWN


def _class(hint: type) -> Value:
    if is_typeddict(hint):
        return record(values_of(get_type_hints(hint)))
    if issubclass(hint, _PLAIN):
        return Plain(hint)
    if hint.__module__ == "builtins":
        return UNKNOWN
    found = {name: value_of(one) for name, one in get_type_hints(hint).items()}
    found |= {name: value_of(one) for name, one in _properties(hint).items()}
    return Thing(tuple(found.items()), frozenset(dir(hint)))


def _properties(hint: type) -> Mapping[str, Any]:
    read: dict[str, Callable[..., object] | None] = {
        name: found.fget for name in dir(hint) if isinstance(found := getattr(hint, name, None), property)
    }
    return {name: get_type_hints(get).get("return", Any) for name, get in read.items() if get}
