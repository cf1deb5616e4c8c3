"""Calendar arithmetic in the Gregorian calendar of the years 1 to 9999, the same as in evaluate.js."""

from __future__ import annotations

import calendar
import re
from datetime import date, time
from decimal import Decimal

from forms.expressions.decimals import is_whole


def date_from_text(text: str) -> date | None:
    """A date written 2026-03-01, or None when there is no such day."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    return _day(*(int(part) for part in text.split("-")))


def time_from_text(text: str) -> time | None:
    """A time written 09:30 or 09:30:15, or None when there is no such time."""
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", text):
        return None
    return time.fromisoformat(text)


def add_days(start: date, days: Decimal) -> date | None:
    """The date ``days`` whole days later; None outside of the calendar."""
    ordinal = start.toordinal() + int(days)
    in_calendar = date.min.toordinal() <= ordinal <= date.max.toordinal()
    return date.fromordinal(ordinal) if is_whole(days) and in_calendar else None


def add_months(start: date, months: Decimal) -> date | None:
    """The same day ``months`` whole months later; the last day of that month when it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + int(months), 12)
    if not is_whole(months) or not 1 <= year <= 9999:
        return None
    return _day(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def add_years(start: date, years: Decimal) -> date | None:
    """The same day ``years`` whole years later; 29 February becomes 28 in other years."""
    return add_months(start, Decimal(int(years) * 12)) if is_whole(years) else None


def days_between(start: date, end: date) -> Decimal:
    """Days from start to end, negative when end comes first."""
    return Decimal(end.toordinal() - start.toordinal())


def months_between(start: date, end: date) -> Decimal:
    """Full months from start to end: the largest number that add_months can add without passing end."""
    return Decimal(_months(start, end))


def years_between(start: date, end: date) -> Decimal:
    """Full years from start to end, as for an age."""
    return Decimal(int(_months(start, end) / 12))


def _months(start: date, end: date) -> int:
    if end < start:
        return -_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    reached = add_months(start, Decimal(months))
    return months - 1 if reached and reached > end else months


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
