"""The values of expressions, and their validation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeAlias, Union

from forms.expressions.decimals import MAX_DIGITS, bounded
from forms.expressions.kinds import BOOLEAN, DATE, NUMBER, TEXT, TIME, Choice, Group, Kind, ListOf

Value: TypeAlias = Union[Decimal, str, bool, date, time, "tuple[Value | None, ...]", Mapping[str, object]]

_LETTERS = {BOOLEAN: "b", NUMBER: "n", TEXT: "t", DATE: "d", TIME: "m"}


def admitted(value: object) -> Value | None:
    """A value as expressions use it; None, meaning unknown, for other types."""
    if isinstance(value, tuple | list) and not hasattr(value, "_asdict"):
        return tuple(None if _is_list(item) else admitted(item) for item in value)
    if hasattr(value, "_asdict"):
        return dict(value._asdict())
    return value if isinstance(value, Mapping) else _single(value)


def letter(value: object) -> str:
    """One letter for the kind of a value, to match it with the parameters of operations."""
    match value:
        case None:
            return "u"
        case bool():
            return "b"
        case Decimal():
            return "n"
        case str():
            return "t"
        case date():
            return "d"
        case time():
            return "m"
        case tuple():
            return "l"
        case _:
            return "g"


def is_of(value: object, kind: Kind) -> bool:
    """Whether a value is of a kind; contents of lists and groups are not checked."""
    match kind:
        case Choice():
            return letter(value) == "t"
        case ListOf():
            return letter(value) == "l"
        case Group():
            return letter(value) == "g"
    return letter(value) == _LETTERS.get(kind)


def part(value: Value | None, name: str) -> Value | None:
    """The part of a group; for a list, the parts of all its rows, flattened."""
    if isinstance(value, tuple):
        found: list[Value | None] = []
        for row in value:
            inner = _own_part(row, name)
            found.extend(inner if isinstance(inner, tuple) else [inner])
        return tuple(found)
    return _own_part(value, name)


def _own_part(value: Value | None, name: str) -> Value | None:
    return admitted(value.get(name)) if isinstance(value, Mapping) else None


def _single(value: object) -> Value | None:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return bounded(Decimal(value)) if abs(value) < 10**MAX_DIGITS else None
    if isinstance(value, Decimal):
        return bounded(value)
    if isinstance(value, date):
        return None if isinstance(value, datetime) else value
    return value.replace(microsecond=0, tzinfo=None) if isinstance(value, time) else None


def _is_list(value: object) -> bool:
    return isinstance(value, tuple | list) and not hasattr(value, "_asdict")
