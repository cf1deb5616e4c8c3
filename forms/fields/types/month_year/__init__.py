"""A month of a year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.expressions import DATE, Kind
from forms.fields.base import AnswerError, Field, Posted, Reading, Stored, Typed, Value
from forms.fields.dates import FIRST_YEAR, display_month, month_error, month_from, year_error, year_from
from forms.fields.parts import one
from forms.fields.room import Room
from forms.text.language import Language
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class MonthYear(Field[datetime.date]):
    """A month with the parts ``month`` and ``year``. The value is its first day, a ``datetime.date``."""

    type = "month_year"
    also_called = ("month",)
    one_control = False
    first_part = "month"
    seconds = 10

    @property
    def kind(self) -> Kind:
        """A calendar date: the first day of the month."""
        return DATE

    @property
    def room(self) -> Mapping[str, Room]:
        """For both parts."""
        return {"month": Room(), "year": Room()}

    def read(
        self, posted: Posted, language: Language, answers: Mapping[str, Value]
    ) -> Reading[datetime.date]:
        """Accept a month (number or name) and a year; errors name their part."""
        typed_month, typed_year = one(posted, "month"), one(posted, "year")
        if not typed_month and not typed_year:
            return Reading()
        month, year = month_from(typed_month, language), year_from(typed_year)
        if month and year:
            return Reading(datetime.date(year, month, 1))
        return Reading(errors=tuple(self._faults(typed_month, typed_year, month, year)))

    def _faults(
        self, typed_month: str, typed_year: str, month: int | None, year: int | None
    ) -> Iterator[AnswerError]:
        if month is None:
            yield month_error(self.label, typed_month)
        if year is None:
            yield year_error(self.label, typed_year)

    def typed(self, value: datetime.date, language: Language) -> Typed:
        """The two parts as numbers."""
        return {"month": str(value.month), "year": str(value.year)}

    def display(self, value: datetime.date, language: Language) -> str:
        """The month by its name, with the year."""
        return display_month(value, language)

    def to_json(self, value: datetime.date) -> Stored:
        """ISO 8601 without the day: ``2026-03``."""
        return f"{value:%Y-%m}"

    def from_json(self, stored: Stored) -> datetime.date:
        """``2026-03`` only."""
        try:
            value = datetime.date.fromisoformat(f"{stored}-01") if isinstance(stored, str) else None
        except ValueError:
            value = None
        if value is None or value.year < FIRST_YEAR or self.to_json(value) != stored:
            raise ValueError(f"month expected, not {stored!r}")
        return value

    def json_schema(self) -> dict[str, object]:
        """A string of year and month."""
        return {"type": "string", "pattern": "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"}

    def missing(self) -> Message:
        """Ask for both parts."""
        return message("{label}: enter a month and a year.", label=self.label)
