"""Dates, months and times: every calendar day in every language, and each part that is wrong named."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.fields.base import Field, Reading
from forms.fields.dates import month_from
from forms.fields.types.date import Date
from forms.fields.types.month_year import MonthYear
from forms.fields.types.time import Time
from forms.text.language import ENGLISH, Language

SPANISH = Language("es", "es_US")
CHINESE = Language("zh", "zh_Hans_CN")
LANGUAGES = [ENGLISH, SPANISH, CHINESE, Language("ar", "ar"), Language("vi", "vi"), Language("ru", "ru")]
OPENED = Date(name="opened", label="Opened on")
FILED = MonthYear(name="filed", label="Last filed")
OPENS = Time(name="opens", label="Opens at")
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(9999, 12, 31))


@given(DAYS, st.sampled_from(LANGUAGES))
@settings(max_examples=80)
def test_every_day_comes_back_from_its_parts_and_from_its_stored_form(
    day: datetime.date, language: Language
) -> None:
    assert _reread(OPENED, day, language) == Reading(day)
    assert OPENED.from_json(OPENED.to_json(day)) == day
    assert str(day.day) in OPENED.display(day, language)


@given(DAYS, st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_every_month_comes_back_and_is_its_first_day(day: datetime.date, language: Language) -> None:
    month = day.replace(day=1)
    assert _reread(FILED, month, language) == Reading(month)
    assert FILED.from_json(FILED.to_json(month)) == month


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0)), st.sampled_from(LANGUAGES))
@settings(max_examples=80)
def test_every_minute_comes_back_as_typed_and_as_said(time: datetime.time, language: Language) -> None:
    assert _reread(OPENS, time, language) == Reading(time)
    assert OPENS.from_json(OPENS.to_json(time)) == time
    assert OPENS.read({"": (OPENS.display(time, language),)}, language, {}) == Reading(time)


@pytest.mark.parametrize(
    ("typed", "language", "month"),
    [
        ("3", ENGLISH, 3),
        ("03", ENGLISH, 3),
        ("Mar", ENGLISH, 3),
        ("SEPT.", ENGLISH, 9),
        ("augu", ENGLISH, 8),
        ("marzo", SPANISH, 3),
        ("Sept", SPANISH, 9),
        ("ene", SPANISH, 1),
        ("March", SPANISH, 3),
        ("三月", CHINESE, 3),
        ("3月", CHINESE, 3),
        ("0", ENGLISH, None),
        ("13", ENGLISH, None),
        ("003", ENGLISH, None),
        ("ma", ENGLISH, None),
        ("m", ENGLISH, None),
        ("jux", ENGLISH, None),
        ("-3", ENGLISH, None),
    ],
)
def test_months_are_known_by_number_and_by_name(typed: str, language: Language, month: int | None) -> None:
    assert month_from(typed, language) == month


def test_every_part_of_a_date_that_is_wrong_is_named() -> None:
    reading = OPENED.read({"month": ("Smarch",), "day": ("x",), "year": ("26",)}, ENGLISH, {})
    assert [error.part for error in reading.errors] == ["month", "day", "year"]
    reading = OPENED.read({"month": ("3",), "day": ("",)}, ENGLISH, {})
    assert [error.part for error in reading.errors] == ["day", "year"]
    assert ENGLISH.say(reading.errors[0].message) == "Opened on: the day is missing."


def test_a_day_that_its_month_does_not_have_is_explained_with_the_month() -> None:
    reading = OPENED.read({"month": ("febrero",), "day": ("29",), "year": ("2023",)}, SPANISH, {})
    assert reading.errors[0].part == "day"
    assert ENGLISH.say(reading.errors[0].message) == (
        "Opened on: febrero de 2023 has no day 29. Check the day and the month."
    )


def test_today_comes_from_the_answers() -> None:
    field = Date(name="born", label="Born on", latest="today")
    posted = {"month": ("3",), "day": ("4",), "year": ("2026",)}
    assert field.read(posted, ENGLISH, {"today": datetime.date(2026, 3, 4)}).value == datetime.date(
        2026, 3, 4
    )
    assert field.read(posted, ENGLISH, {"today": datetime.date(2026, 3, 3)}).value is None
    assert field.read(posted, ENGLISH, {}).value == datetime.date(2026, 3, 4)


@pytest.mark.parametrize(
    "stored", ["20260301", "2026-W09-7", "2026-3-1", "0999-01-01", "2026-02-30", "2026-03-01T00:00", 0]
)
def test_a_date_is_stored_in_one_way_only(stored: object) -> None:
    with pytest.raises(ValueError, match="date expected"):
        OPENED.from_json(stored)


@pytest.mark.parametrize("stored", ["2026-3", "202603", "2026-13", "2026-03-01", "0001-01", "2026-03\n"])
def test_a_month_is_stored_in_one_way_only(stored: str) -> None:
    with pytest.raises(ValueError, match="month expected"):
        FILED.from_json(stored)


@pytest.mark.parametrize("stored", ["9:30", "24:00", "09:60", "0930", "09:30:00", "09:30\n", "٠٩:٣٠", None])
def test_a_time_is_stored_in_one_way_only(stored: object) -> None:
    with pytest.raises(ValueError, match="time expected"):
        OPENS.from_json(stored)


def test_a_time_without_am_or_pm_is_asked_again_only_where_people_count_to_twelve() -> None:
    assert OPENS.read({"": ("9:30",)}, CHINESE, {}) == Reading(datetime.time(9, 30))
    errors = OPENS.read({"": ("9:30",)}, ENGLISH, {}).errors
    assert ENGLISH.say(errors[0].message) == "Opens at: add am or pm, for example 9:30 am."


@pytest.mark.parametrize(
    ("typed", "language", "time"),
    [
        ("9:30 a. m.", SPANISH, "09:30"),
        ("9:30 p.m.", SPANISH, "21:30"),
        ("下午2:30", CHINESE, "14:30"),
        ("12 am", ENGLISH, "00:00"),
        ("12pm", ENGLISH, "12:00"),
        ("130pm", ENGLISH, "13:30"),
        ("9p", ENGLISH, "21:00"),
        ("0:05", ENGLISH, "00:05"),
        ("14h30", Language("fr", "fr_FR"), "14:30"),
    ],
)
def test_times_are_understood_as_people_write_them(typed: str, language: Language, time: str) -> None:
    assert OPENS.to_json(OPENS.read({"": (typed,)}, language, {}).value) == time


def test_limits_that_are_no_dates_are_named() -> None:
    field = Date(name="opened", earliest="yesterday", latest="2026-02-30")
    assert [error.option for error in field.option_errors()] == ["earliest", "latest"]
    assert Date(name="opened", earliest="2020-01-01", latest="today").option_errors() == ()


def _reread(field: Field, value: object, language: Language) -> Reading:
    typed = field.typed(value, language)
    return field.read({part: (str(text),) for part, text in typed.items()}, language, {})
