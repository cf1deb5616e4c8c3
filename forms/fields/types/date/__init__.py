"""A date, typed in three parts."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.expressions import DATE, Kind
from forms.fields.base import AnswerError, Field, OptionError, Posted, Reading, Stored, Typed, Value
from forms.fields.dates import (
    FIRST_YEAR,
    day_from,
    display_month,
    month_error,
    month_from,
    year_error,
    year_from,
)
from forms.fields.options import option
from forms.fields.parts import one
from forms.fields.room import Room
from forms.text import formats
from forms.text.language import Language
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class Date(Field[datetime.date]):
    """A date with the parts ``month``, ``day``, ``year``. The value is a ``datetime.date``.

    Three inputs rather than a picker: dates that people remember are typed faster, and 3/4 cannot be read in
    two ways.
    """

    type = "date"
    also_called = ("day", "datetime")
    one_control = False
    first_part = "month"
    seconds = 15

    earliest: str = option("", "the first date accepted: 2020-01-31, or today")
    latest: str = option("", "the last date accepted: 2020-01-31, or today")

    @property
    def kind(self) -> Kind:
        """A calendar date."""
        return DATE

    @property
    def room(self) -> Mapping[str, Room]:
        """For each of the three parts."""
        return dict.fromkeys(PARTS, Room())

    def read(
        self, posted: Posted, language: Language, answers: Mapping[str, Value]
    ) -> Reading[datetime.date]:
        """Accept month (number or name), day and year; errors name their part."""
        typed = {part: one(posted, part) for part in PARTS}
        if not any(typed.values()):
            return Reading()
        year, month, day = self._parts(typed, language)
        errors = tuple(self._faults(typed, year, month, day))
        if errors or not (year and month and day):
            return Reading(errors=errors)
        if day > monthrange(year, month)[1]:
            return Reading(errors=(self._no_such_day(year, month, day, language),))
        return self._within_limits(datetime.date(year, month, day), language, answers)

    def _parts(
        self, typed: Mapping[str, str], language: Language
    ) -> tuple[int | None, int | None, int | None]:
        return year_from(typed["year"]), month_from(typed["month"], language), day_from(typed["day"])

    def _faults(
        self, typed: Mapping[str, str], year: int | None, month: int | None, day: int | None
    ) -> Iterator[AnswerError]:
        if month is None:
            yield month_error(self.label, typed["month"])
        if day is None:
            yield self._day_error(typed["day"])
        if year is None:
            yield year_error(self.label, typed["year"])

    def _day_error(self, typed: str) -> AnswerError:
        if typed:
            wrong = message("{label}: enter the day as a number from 1 to 31.", label=self.label)
        else:
            wrong = message("{label}: the day is missing.", label=self.label)
        return AnswerError(wrong, "day")

    def _no_such_day(self, year: int, month: int, day: int, language: Language) -> AnswerError:
        wrong = message(
            "{label}: {month} has no day {day}. Check the day and the month.",
            label=self.label,
            month=display_month(datetime.date(year, month, 1), language),
            day=day,
        )
        return AnswerError(wrong, "day")

    def _within_limits(
        self, value: datetime.date, language: Language, answers: Mapping[str, Value]
    ) -> Reading[datetime.date]:
        earliest, latest = limit(self.earliest, answers), limit(self.latest, answers)
        if earliest and value < earliest:
            return Reading(errors=(AnswerError(self._too_early(earliest, language)),))
        if latest and value > latest:
            return Reading(errors=(AnswerError(self._too_late(latest, language)),))
        return Reading(value)

    def _too_early(self, earliest: datetime.date, language: Language) -> Message:
        if self.earliest == TODAY:
            return message("{label}: enter today's date or a later one.", label=self.label)
        shown = self.display(earliest, language)
        return message("{label}: enter {date} or a later date.", label=self.label, date=shown)

    def _too_late(self, latest: datetime.date, language: Language) -> Message:
        if self.latest == TODAY:
            return message("{label}: enter today's date or an earlier one.", label=self.label)
        shown = self.display(latest, language)
        return message("{label}: enter {date} or an earlier date.", label=self.label, date=shown)

    def typed(self, value: datetime.date, language: Language) -> Typed:
        """The three parts as numbers."""
        return {"month": str(value.month), "day": str(value.day), "year": str(value.year)}

    def display(self, value: datetime.date, language: Language) -> str:
        """The long form, because a short date such as 3/4/26 is ambiguous."""
        return formats.long_date(value, language.locale)

    def to_json(self, value: datetime.date) -> Stored:
        """ISO 8601."""
        return value.isoformat()

    def from_json(self, stored: Stored) -> datetime.date:
        """``2026-03-01`` only; the other forms of ISO 8601 are refused."""
        value = iso_date(stored)
        if value is None or value.year < FIRST_YEAR:
            raise ValueError(f"date expected, not {stored!r}")
        return value

    def json_schema(self) -> dict[str, object]:
        """A string in date format."""
        return {"type": "string", "format": "date", "pattern": "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"}

    def missing(self) -> Message:
        """Ask for a date."""
        return message("{label}: enter a date.", label=self.label)

    def option_errors(self) -> tuple[OptionError, ...]:
        """Invalid limits, or limits that allow no date."""
        remedy = "Write a date like 2020-01-31, or the word today."
        found = tuple(
            OptionError(name, f"{given!r} is no date.", remedy)
            for name, given in (("earliest", self.earliest), ("latest", self.latest))
            if given not in ("", TODAY) and iso_date(given) is None
        )
        first, last = iso_date(self.earliest), iso_date(self.latest)
        if first and last and first > last:
            problem = f"No date is {first} or later and {last} or earlier."
            found += (OptionError("latest", problem, "Write a latest that is not before earliest."),)
        return found


def limit(written: str, answers: Mapping[str, Value]) -> datetime.date | None:
    """The date of a limit; ``today`` is taken from ``answers``, so that reading is deterministic."""
    if written == TODAY:
        today = answers.get(TODAY)
        return today if isinstance(today, datetime.date) else None
    return iso_date(written)


def iso_date(written: object) -> datetime.date | None:
    """The date written as ``2026-03-01``, or None."""
    try:
        value = datetime.date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return value if value and value.isoformat() == written else None


PARTS = ("month", "day", "year")
TODAY = "today"
