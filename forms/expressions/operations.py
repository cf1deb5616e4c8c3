"""The operations of trees, and the kinds of values that they take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from forms.expressions import dates, decimals, texts
from forms.expressions.values import Value, letter

MAX_CALENDAR = 10**9  # dates are never this many days, months or years apart


def apply(name: object, values: tuple[Value | None, ...]) -> Value | None:
    """The result of an operation; None for an unknown operation and for values it does not take."""
    if name in _ON_ITEMS:
        items = values[0] if len(values) == 1 else None
        return _call(_ON_ITEMS[str(name)], items) if isinstance(items, tuple) else None
    return _call(_OPERATIONS[str(name)], values) if name in _OPERATIONS else None


def _call(operation: _Operation, values: tuple[Value | None, ...]) -> Value | None:
    kinds, function = operation
    return function(*values) if re.fullmatch(kinds, "".join(map(letter, values))) else None


def _any(*values: Value | None) -> bool | None:
    return True if _has(values, True) else None if _others(values) else False


def _all(*values: Value | None) -> bool | None:
    return False if _has(values, False) else None if _others(values) else True


def _has(values: Iterable[Value | None], wanted: bool) -> bool:
    return any(value is wanted for value in values)


def _others(values: Iterable[Value | None]) -> bool:
    return any(not isinstance(value, bool) for value in values)


def _equal(left: Value | None, right: Value | None) -> bool | None:
    same_kind = letter(left) == letter(right) and letter(left) in "ntbdm"
    return left == right if same_kind else None


def _different(left: Value | None, right: Value | None) -> bool | None:
    equal = _equal(left, right)
    return None if equal is None else not equal


def _is_in(value: Value | None, items: tuple[Value | None, ...]) -> bool | None:
    return _any(*(_equal(value, item) for item in items))


def _chain(*values: Value | None) -> bool | None:
    """A chained comparison: value, operator, value, operator, value …."""
    links = range(1, len(values) - 1, 2)
    return _all(*(apply(values[at], (values[at - 1], values[at + 1])) for at in links))


def _ordered(compare: Callable[[Decimal, Decimal], bool]) -> _Operation:
    return "nn|dd|mm", compare


def _shifted(shift: Callable[[date, Decimal], date | None]) -> _Operation:
    def bounded(start: date, amount: Decimal) -> date | None:
        return shift(start, amount) if amount.copy_abs() < MAX_CALENDAR else None

    return "dn", bounded


_Operation = tuple[str, Callable[..., Value | None]]

_ON_ITEMS: Mapping[str, _Operation] = {
    "count": (".*", lambda *items: Decimal(len(items))),
    "count_true": ("b*", lambda *items: Decimal(sum(items))),
    "sum": ("n*", decimals.total),
    "min": ("n+|d+|m+", lambda *items: min(items)),
    "max": ("n+|d+|m+", lambda *items: max(items)),
    "any_of": (".*", _any),
    "all_of": (".*", _all),
}

_OPERATIONS: Mapping[str, _Operation] = {
    "num": ("t", decimals.from_text),
    "date": ("t", dates.date_from_text),
    "time": ("t", dates.time_from_text),
    "list": ("[^l]*", lambda *items: items),
    "and": (".*", _all),
    "or": (".*", _any),
    "not": ("b", lambda value: not value),
    "if": ("b..", lambda condition, yes, no: yes if condition else no),
    "known": (".", lambda value: value is not None),
    "otherwise": ("..", lambda value, fallback: fallback if value is None else value),
    "==": ("..", _equal),
    "!=": ("..", _different),
    "<": _ordered(lambda left, right: left < right),
    "<=": _ordered(lambda left, right: left <= right),
    ">": _ordered(lambda left, right: left > right),
    ">=": _ordered(lambda left, right: left >= right),
    "in": (".l", _is_in),
    "chain": (".(t.)+", _chain),
    "+": ("nn", decimals.add),
    "-": ("nn", decimals.subtract),
    "*": ("nn", decimals.multiply),
    "/": ("nn", decimals.divide),
    "neg": ("n", decimals.negate),
    "abs": ("n", decimals.magnitude),
    "round": ("nn", decimals.rounded),
    "floor": ("n", decimals.floor),
    "ceil": ("n", decimals.ceil),
    "join": ("tt", lambda left, right: left + right),
    "length": ("t", texts.length),
    "lower": ("t", texts.lower),
    "upper": ("t", texts.upper),
    "trim": ("t", texts.trim),
    "contains": ("tt", lambda text, part: part in text),
    "starts_with": ("tt", lambda text, part: text.startswith(part)),
    "ends_with": ("tt", lambda text, part: text.endswith(part)),
    "year": ("d", lambda day: Decimal(day.year)),
    "month": ("d", lambda day: Decimal(day.month)),
    "day": ("d", lambda day: Decimal(day.day)),
    "days_between": ("dd", dates.days_between),
    "months_between": ("dd", dates.months_between),
    "years_between": ("dd", dates.years_between),
    "add_days": _shifted(dates.add_days),
    "add_months": _shifted(dates.add_months),
    "add_years": _shifted(dates.add_years),
}

OPERATION_NAMES = frozenset({*_ON_ITEMS, *_OPERATIONS})
