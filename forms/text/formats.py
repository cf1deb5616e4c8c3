"""Formats of numbers, money, dates and times: by the country's rules, in the language's words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from functools import cache, lru_cache

import babel
from babel import dates, numbers

from forms.text.language import Language
from forms.text.messages import fill

COUNTRY = "en_US"
"""The locale of separators and signs for all languages, so that numbers look as they must be typed."""


def number(value: Decimal | int | float, language: Language, places: int | None = None) -> str:
    """A number such as ``1,234.5``, with exactly ``places`` digits after the point or all that it has."""
    if places is None:
        return _signed(numbers.format_decimal(value, locale=COUNTRY, decimal_quantization=False), language)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return _signed(numbers.format_decimal(value, pattern, locale=COUNTRY), language)


def percentage(value: Decimal, language: Language, places: int | None = None) -> str:
    """A percentage such as ``12.5%``, given as 12.5."""
    return f"{number(value, language, places)}%"


def money(value: Decimal, currency: str, language: Language, places: int | None = None) -> str:
    """An amount such as ``$1,234.50``, with the digits of its currency unless ``places`` is given."""
    own = "" if places is None else "." + "0" * places if places else "."
    pattern = f"¤#,##0{own}".removesuffix(".") if own else None
    formatted = numbers.format_currency(
        value, currency, pattern, locale=COUNTRY, currency_digits=places is None
    )
    return _signed(formatted, language)


def is_currency(code: str) -> bool:
    """Whether a currency with this three-letter code exists."""
    return numbers.is_currency(code, COUNTRY)


def currency_places(code: str) -> int:
    """The digits after the point of a currency: two for US dollars."""
    return int(numbers.get_currency_precision(code))


@cache
def currency_symbol(code: str) -> str:
    """The sign before an amount: $."""
    return numbers.get_currency_symbol(code, COUNTRY)


@lru_cache(maxsize=4096)
def long_date(day: date, locale: str) -> str:
    """A date in words, such as ``March 4, 2026``; the short form 3/4/26 is ambiguous."""
    return fill(long_dates(locale)[day.month - 1], {"day": day.day, "year": day.year})


@cache
def long_dates(locale: str) -> tuple[str, ...]:
    """The date format of each month, with gaps for ``{day}`` and ``{year}``.

    The page script uses them too, so that its dates do not depend on the browser.
    """
    if locale in _MONTHS:
        return tuple(f"{{day}} {name} {{year}}" for name in _MONTHS[locale])
    pattern = str(dates.parse_pattern(babel.Locale.parse(locale).date_formats["long"].pattern).format)
    pieces = [_Pieces(month, locale) for month in range(1, 13)]
    return tuple(_with_usual_spaces(pattern % of_month) for of_month in pieces)


def month_and_year(month: date, locale: str) -> str:
    """A month with its year, such as ``March 2026``."""
    if locale in _MONTHS:
        return f"{_MONTHS[locale][month.month - 1]} {month.year}"
    return _with_usual_spaces(dates.format_skeleton("yMMMM", month, locale=locale))


@lru_cache(maxsize=4096)
def clock(of_day: time, locale: str) -> str:
    """A time of day in the language's format, such as ``2:05 PM`` or ``14:05``."""
    return dates.format_time(of_day, "short", locale=locale).replace(_NARROW_SPACE, " ")


@cache
def counts_to_twelve(locale: str) -> bool:
    """Whether the locale uses a 12-hour clock."""
    return "h" in babel.Locale.parse(locale).time_formats["short"].pattern


def halves_of_day(locale: str) -> Iterator[tuple[str, str]]:
    """Every name of am and pm in the locale, with ``am`` or ``pm``."""
    for context in babel.Locale.parse(locale).day_periods.values():
        for names in context.values():
            yield from ((names[half], half) for half in ("am", "pm") if half in names)


def month_names(locale: str) -> Iterator[tuple[str, int]]:
    """Every name of a month that may be typed, long or short, with the month's number."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for of_month, name in babel.Locale.parse(locale).months[context][width].items():
                yield name, of_month
    for of_month, name in enumerate(_MONTHS.get(locale, ()), start=1):
        yield name, of_month


class _Pieces(dict[str, str]):
    """Values for the letters of a date pattern: gaps for day and year, words for the rest."""

    def __init__(self, month: int, locale: str) -> None:
        super().__init__({"d": "{day}", "dd": "{day}", "y": "{year}", "yyyy": "{year}"})
        self._first, self._locale = date(2000, month, 1), locale

    def __missing__(self, letters: str) -> str:
        return dates.format_date(self._first, letters, locale=self._locale)


def _signed(formatted: str, language: Language) -> str:
    """Keep the sign of a negative number on its left in right-to-left text."""
    minus_first = formatted.startswith("-") and language.direction == "rtl"
    return _LEFT_TO_RIGHT + formatted if minus_first else formatted


def _with_usual_spaces(formatted: str) -> str:
    return formatted.replace(_NARROW_SPACE, _SPACE)  # some system fonts lack the narrow one


_NARROW_SPACE, _SPACE = "\u202f", "\u00a0"
_LEFT_TO_RIGHT = "\u200e"

# Languages without month names in Babel, which would use those of a neighbour.
_MONTHS = {
    "ht": (
        "janvye",
        "fevriye",
        "mas",
        "avril",
        "me",
        "jen",
        "jiyè",
        "out",
        "septanm",
        "oktòb",
        "novanm",
        "desanm",
    ),
}
