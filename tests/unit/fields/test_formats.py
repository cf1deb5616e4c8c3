"""Numbers, money, dates and times as they are said."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from babel import localedata
from babel.dates import format_date

from forms.fields.dates import month_from
from forms.text import formats
from forms.text.language import ENGLISH, Language

ARABIC = Language("ar", "ar", "العربية", "rtl")
CREOLE = Language("ht", "ht", "Kreyòl Ayisyen")
LANGUAGES = [
    ENGLISH,
    Language("es", "es_US"),
    Language("zh", "zh"),
    Language("vi", "vi"),
    ARABIC,
    CREOLE,
    Language("ru", "ru"),
]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_amounts_look_the_same_in_every_language_as_they_are_typed(language: Language) -> None:
    assert formats.money(Decimal("1234.5"), "USD", language) == "$1,234.50"
    assert formats.number(Decimal("1234567.25"), language) == "1,234,567.25"
    assert formats.percentage(Decimal("12.5"), language) == "12.5%"


def test_digits_after_the_point_are_as_many_as_asked_for() -> None:
    assert formats.number(Decimal("1234.5"), ENGLISH, 2) == "1,234.50"
    assert formats.number(Decimal(1234), ENGLISH, 0) == "1,234"
    assert formats.money(Decimal("5.125"), "USD", ENGLISH, 3) == "$5.125"
    assert formats.money(Decimal(5), "USD", ENGLISH, 0) == "$5"
    assert formats.percentage(Decimal("12.5"), ENGLISH, 2) == "12.50%"


def test_a_minus_sign_stays_on_the_left_in_text_that_runs_to_the_left() -> None:
    assert formats.money(Decimal(-5), "USD", ARABIC) == "\u200e-$5.00"
    assert formats.money(Decimal(-5), "USD", ENGLISH) == "-$5.00"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en_US", "March 4, 2026"),
        ("es_US", "4 de marzo de 2026"),
        ("zh", "2026年3月4日"),
        ("vi", "4 tháng 3, 2026"),
        ("ar", "4 مارس 2026"),
        ("ht", "4 mas 2026"),
        ("ru", "4 марта 2026\u00a0г."),
    ],
)
def test_dates_are_said_in_the_words_of_each_language(locale: str, said: str) -> None:
    assert formats.long_date(date(2026, 3, 4), locale) == said


def test_dates_agree_with_babel_wherever_babel_has_the_words() -> None:
    locales, day = localedata.locale_identifiers(), date(2026, 11, 23)
    assert len(locales) > 500
    for locale in locales:
        if locale != "ht":
            babels = format_date(day, "long", locale=locale).replace("\u202f", "\u00a0")
            assert formats.long_date(day, locale) == babels, locale


def test_haitian_creole_months_are_said_and_read_in_its_own_words() -> None:
    assert formats.month_and_year(date(2026, 8, 1), "ht") == "out 2026"
    assert month_from("jiyè", CREOLE) == 7
    assert month_from("jiye", CREOLE) == 7
    assert month_from("desanm", CREOLE) == 12


def test_times_have_no_space_that_some_fonts_lack() -> None:
    assert formats.clock(time(14, 5), "en_US") == "2:05 PM"
    assert formats.clock(time(14, 5), "ru") == "14:05"
