"""Typed numbers, in one format for all languages: 1,234.56."""

from __future__ import annotations

import re
import unicodedata
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, TypeVar

from forms.expressions import NUMBER, Kind
from forms.fields.base import AnswerError, Field, OptionError, Posted, Reading, Stored, Typed, Value
from forms.fields.options import option
from forms.fields.parts import one
from forms.text import formats
from forms.text.language import Language
from forms.text.messages import Message, message, plural_message

N = TypeVar("N", int, Decimal)

LARGEST = 2**63 - 1
"""The largest magnitude accepted: exact in every database and spreadsheet."""


@dataclass(frozen=True, kw_only=True)
class NumberField(Field[N]):
    """A number. The value is an ``int`` or an exact ``Decimal``.

    One input format for every language, because 1.234 and 1,234 mean different amounts to different people:
    what could be read in two ways is refused with the format, never guessed.
    """

    marks: ClassVar[tuple[str, ...]] = ()  # signs that may be typed and are ignored, such as %

    min: Decimal | None = option(None, "the smallest number accepted")
    max: Decimal | None = option(None, "the largest number accepted")

    @property
    def kind(self) -> Kind:
        """A number."""
        return NUMBER

    @property
    @abstractmethod
    def most_places(self) -> int:
        """The most digits after the point."""

    @property
    def extras(self) -> tuple[str, ...]:
        """What may be typed before or after the number and is ignored: a currency sign, a unit."""
        return self.marks

    @abstractmethod
    def unreadable(self) -> Message:
        """The error for text that is no number of this type."""

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[N]:
        """Accept a number with or without commas between thousands, between ``min`` and ``max``."""
        typed = one(posted)
        if not typed:
            return Reading()
        written = _bare(typed, self.extras)
        number = number_from(written)
        if number is None:
            return Reading(errors=(AnswerError(self.unreadable()),))
        wrong = self._wrong(number, written, language)
        return Reading(errors=(AnswerError(wrong),)) if wrong else Reading(self.from_number(number))

    def _wrong(self, number: Decimal, written: str, language: Language) -> Message | None:
        if len(written.partition(".")[2]) > self.most_places:
            return self._too_many_places()
        if self.min is not None and number < self.min:
            limit = self._limit(self.min, language)
            return message("{label}: enter {limit} or more.", label=self.label, limit=limit)
        if self.max is not None and number > self.max:
            limit = self._limit(self.max, language)
            return message("{label}: enter {limit} or less.", label=self.label, limit=limit)
        if abs(number) > LARGEST:
            return message("{label}: this number is too large. Check the digits.", label=self.label)
        return None

    def _too_many_places(self) -> Message:
        if not self.most_places:
            return self.unreadable()
        return plural_message(
            "{label}: use at most {count} digit after the point, and commas between thousands: 1,234.5.",
            "{label}: use at most {count} digits after the point, and commas between thousands: 1,234.5.",
            self.most_places,
            label=self.label,
        )

    def _limit(self, limit: Decimal, language: Language) -> str:
        return self.figure(self.from_number(limit), language)

    @abstractmethod
    def from_number(self, number: Decimal) -> N:
        """The value of an accepted number."""

    def display(self, value: N, language: Language) -> str:
        """The number in the user's format."""
        return self.figure(value, language)

    def figure(self, value: N, language: Language) -> str:
        """The number in the user's format, without a unit."""
        return formats.number(value, language)

    def missing(self) -> Message:
        """Ask for a number."""
        return message("{label}: enter a number.", label=self.label)

    def option_errors(self) -> tuple[OptionError, ...]:
        """Limits that no number of this type can meet."""
        found = (self._crossed(), self._too_fine("min", self.min), self._too_fine("max", self.max))
        return tuple(error for error in found if error)

    def _crossed(self) -> OptionError | None:
        if self.min is None or self.max is None or self.min <= self.max:
            return None
        problem = f"No number is at least {self.min} and at most {self.max}."
        return OptionError("max", problem, "Write a max that is not smaller than min.")

    def _too_fine(self, name: str, limit: Decimal | None) -> OptionError | None:
        if limit is None or (abs(limit) <= LARGEST and limit == round(limit, self.most_places)):
            return None
        remedy = f"Write a number with at most {self.most_places} digits after the point."
        return OptionError(name, f"The limit {limit} cannot be written in this field.", remedy)


@dataclass(frozen=True, kw_only=True)
class DecimalField(NumberField[Decimal]):
    """A number that may have digits after the point. The value is an exact ``Decimal``."""

    def from_number(self, number: Decimal) -> Decimal:
        """The number itself."""
        return number + 0  # no negative zero

    def typed(self, value: Decimal, language: Language) -> Typed:
        """The number in the input format."""
        return {"": self.to_json(value)}

    def to_json(self, value: Decimal) -> Stored:
        """As text, because JSON numbers are not exact; without trailing zeros."""
        return format(value.normalize(), "f")

    def from_json(self, stored: Stored) -> Decimal:
        """A number in its normal form only."""
        if isinstance(stored, str) and _NORMAL.fullmatch(stored):
            number = Decimal(stored) + 0  # no negative zero
            places = len(stored.partition(".")[2])
            if places <= self.most_places and abs(number) <= LARGEST and self.to_json(number) == stored:
                return number
        raise ValueError(f"number expected, not {stored!r}")

    def json_schema(self) -> dict[str, object]:
        """A string that writes a decimal number."""
        return {"type": "string", "pattern": r"^-?(0|[1-9][0-9]{0,18})(\.[0-9]+)?$"}


def number_from(written: str) -> Decimal | None:
    """The number in a text such as ``-1,234.50``; None when it is invalid or ambiguous."""
    if len(written) > _LONGEST or not _WRITTEN.fullmatch(written):
        return None
    return Decimal(written.replace(",", ""))


def _bare(typed: str, extras: tuple[str, ...]) -> str:
    """The typed number in ASCII, without spaces and extras."""
    if len(typed) > _LONGEST:
        return typed
    plain = unicodedata.normalize("NFKC", typed).translate(_PLAIN)
    plain = _SPACE_BEFORE_THREE.sub("", plain)
    beside = "|".join(re.escape(extra) for extra in extras if extra) or "(?!)"
    parts = re.fullmatch(
        rf"\s*([+-]?)\s*(?:{beside})?\s*(.*?)\s*(?:{beside})?\s*", plain, re.IGNORECASE | re.DOTALL
    )
    return parts[1] + parts[2] if parts else plain


# Minus, en dash, Arabic percent sign, decimal point and thousands comma.
_PLAIN = str.maketrans({"\u2212": "-", "\u2013": "-", "\u066a": "%", "\u066b": ".", "\u066c": ","})
_SPACE_BEFORE_THREE = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}(?![0-9]))")
_WRITTEN = re.compile(r"[+-]?(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)")
_NORMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,18})(?:\.[0-9]{1,12})?")
_LONGEST = 60
