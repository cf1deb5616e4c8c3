"""The functions of the language, with parameters, result and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.expressions.kinds import BOOLEAN, DATE, NUMBER, TEXT, TIME, Kind


@dataclass(frozen=True)
class Function:
    """A function with a fixed number of parameters, each of one kind."""

    takes: tuple[Kind, ...]
    gives: Kind
    usage: str


@dataclass(frozen=True)
class ListFunction:
    """A function of a list, or of several values as arguments.

    Empty ``items`` means that the list may hold anything; ``gives`` None means the kind of the items.
    """

    items: tuple[Kind, ...]
    gives: Kind | None
    usage: str


FUNCTIONS: Mapping[str, Function] = {
    "floor": Function((NUMBER,), NUMBER, "floor(number)"),
    "ceil": Function((NUMBER,), NUMBER, "ceil(number)"),
    "abs": Function((NUMBER,), NUMBER, "abs(number)"),
    "length": Function((TEXT,), NUMBER, "length(text)"),
    "lower": Function((TEXT,), TEXT, "lower(text)"),
    "upper": Function((TEXT,), TEXT, "upper(text)"),
    "trim": Function((TEXT,), TEXT, "trim(text)"),
    "contains": Function((TEXT, TEXT), BOOLEAN, "contains(text, part)"),
    "starts_with": Function((TEXT, TEXT), BOOLEAN, "starts_with(text, beginning)"),
    "ends_with": Function((TEXT, TEXT), BOOLEAN, "ends_with(text, ending)"),
    "year": Function((DATE,), NUMBER, "year(date)"),
    "month": Function((DATE,), NUMBER, "month(date)"),
    "day": Function((DATE,), NUMBER, "day(date)"),
    "days_between": Function((DATE, DATE), NUMBER, "days_between(start, end)"),
    "months_between": Function((DATE, DATE), NUMBER, "months_between(start, end)"),
    "years_between": Function((DATE, DATE), NUMBER, "years_between(start, end)"),
    "add_days": Function((DATE, NUMBER), DATE, "add_days(date, number)"),
    "add_months": Function((DATE, NUMBER), DATE, "add_months(date, number)"),
    "add_years": Function((DATE, NUMBER), DATE, "add_years(date, number)"),
}

LIST_FUNCTIONS: Mapping[str, ListFunction] = {
    "count": ListFunction((), NUMBER, "count(list)"),
    "count_true": ListFunction((BOOLEAN,), NUMBER, "count_true([answer, answer, …])"),
    "sum": ListFunction((NUMBER,), NUMBER, "sum(list of numbers)"),
    "min": ListFunction((NUMBER, DATE, TIME), None, "min(value, value, …)"),
    "max": ListFunction((NUMBER, DATE, TIME), None, "max(value, value, …)"),
    "any_of": ListFunction((BOOLEAN,), BOOLEAN, "any_of([answer, answer, …])"),
    "all_of": ListFunction((BOOLEAN,), BOOLEAN, "all_of([answer, answer, …])"),
}

SPECIAL_FUNCTIONS: Mapping[str, str] = {
    "today": "today()",
    "date": "date('2026-03-01')",
    "time": "time('09:30')",
    "round": "round(number, places)",
    "known": "known(value)",
    "otherwise": "otherwise(value, fallback)",
}

FUNCTION_NAMES = frozenset({*FUNCTIONS, *LIST_FUNCTIONS, *SPECIAL_FUNCTIONS})
