"""Reading typed months and years in any language."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache

from forms.fields.base import AnswerError
from forms.text import formats
from forms.text.language import Language
from forms.text.messages import message


def month_from(typed: str, language: Language) -> int | None:
    """The month of a number or name (or its start, in this language or English); None when ambiguous."""
    if typed.isascii() and typed.isdigit():
        return int(typed) if len(typed) <= 2 and 1 <= int(typed) <= _MONTHS else None
    begun = _folded(typed)
    if len(begun) < _FEWEST_LETTERS and begun not in _names(language.locale):
        return None
    found = _months_named(begun, language.locale) or _months_named(begun, _ENGLISH)
    return found.pop() if len(found) == 1 else None


def day_from(typed: str) -> int | None:
    """The day of a month, also as ``3rd``; does not check that the month has it."""
    digits = typed.lower().removesuffix(".").removesuffix("º")
    for ending in ("st", "nd", "rd", "th"):
        digits = digits.removesuffix(ending)
    whole = digits.isascii() and digits.isdigit() and len(digits) <= 2
    return int(digits) if whole and 1 <= int(digits) <= _LONGEST_MONTH else None


def year_from(typed: str) -> int | None:
    """A year of four digits; two digits are ambiguous."""
    whole = typed.isascii() and typed.isdigit() and len(typed) == 4
    return int(typed) if whole and int(typed) >= FIRST_YEAR else None


def display_month(month: date, language: Language) -> str:
    """A month with its year, such as ``March 2026``."""
    return formats.month_and_year(month, language.locale)


def month_error(label: str, typed: str) -> AnswerError:
    """The error for a month that is missing or ambiguous."""
    if typed:
        wrong = message("{label}: enter the month as a number from 1 to 12 or as a name.", label=label)
    else:
        wrong = message("{label}: the month is missing.", label=label)
    return AnswerError(wrong, "month")


def year_error(label: str, typed: str) -> AnswerError:
    """The error for a year that is missing or too short."""
    if typed:
        wrong = message("{label}: enter the year with four digits, like 2026.", label=label)
    else:
        wrong = message("{label}: the year is missing.", label=label)
    return AnswerError(wrong, "year")


def _months_named(begun: str, locale: str) -> set[int]:
    names = _names(locale)
    if begun in names:
        return {names[begun]}
    return {month for name, month in names.items() if name.startswith(begun)}


@cache
def _names(locale: str) -> dict[str, int]:
    return {_folded(name): number for name, number in formats.month_names(locale)}


def _folded(name: str) -> str:
    """Letters only, without accents and case: ``Sept.`` equals ``sept``, ``Março`` equals ``marco``."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


FIRST_YEAR = 1000
_MONTHS = 12
_LONGEST_MONTH = 31
_FEWEST_LETTERS = 3
_ENGLISH = "en_US"
