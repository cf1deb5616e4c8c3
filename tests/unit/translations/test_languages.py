"""Names, directions and locales of languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal

from generator.translate.languages import is_known, language


@pytest.mark.parametrize(
    ("code", "name", "direction", "locale"),
    [
        ("en", "English", "ltr", "en_US"),
        ("es", "Español", "ltr", "es_US"),
        ("zh-Hant", "繁體中文", "ltr", "zh_Hant"),
        ("ar", "العربية", "rtl", "ar"),
        ("ur", "اردو", "rtl", "ur"),
        ("fil", "Filipino", "ltr", "fil"),
        ("ht", "Kreyòl Ayisyen", "ltr", "ht"),
        ("vi", "Tiếng Việt", "ltr", "vi"),
        ("hmn", "Hmoob", "ltr", "en_US"),
        ("sm", "Gagana Sāmoa", "ltr", "en_US"),
        ("chk", "Fóósun Chuuk", "ltr", "en_US"),
    ],
)
def test_a_language_is_called_as_its_speakers_call_it(
    code: str, name: str, direction: str, locale: str
) -> None:
    found = language(code)
    assert (found.name, found.direction, found.locale) == (name, direction, locale)


@pytest.mark.parametrize(
    "code", ["en", "es", "zh-Hans", "zh-Hant", "ar", "hmn", "sm", "mh", "ru", "bn", "ko"]
)
def test_every_known_language_formats_numbers_and_dates(code: str) -> None:
    locale = language(code).locale
    assert is_known(code)
    assert format_decimal(Decimal("1234.5"), locale=locale)
    assert format_date(date(2026, 3, 3), "long", locale=locale)


def test_spanish_in_the_city_writes_numbers_as_the_city_does() -> None:
    assert format_decimal(Decimal("1234.50"), "#,##0.00", locale=language("es").locale) == "1,234.50"


@pytest.mark.parametrize("code", ["klingon", "", "e", "en;rm", "../en", "xx"])
def test_an_unknown_language_is_not_known(code: str) -> None:
    assert not is_known(code)
