"""Whole numbers, decimals, money and percentages: round trips, limits and what is never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.fields.base import Field, Reading
from forms.fields.numbers import LARGEST, number_from
from forms.fields.types.decimal import DecimalNumber
from forms.fields.types.integer import Integer
from forms.fields.types.money import Money
from forms.fields.types.percentage import Percentage
from forms.text.language import ENGLISH, Language
from tests.unit.fields.examples import built

LANGUAGES = [
    ENGLISH,
    Language("es", "es_US"),
    Language("fr", "fr_FR"),
    Language("ar", "ar_EG"),
    Language("hi", "hi"),
]
SEATS = Integer(name="seats", label="Seats", unit="seats")
LENGTH = DecimalNumber(name="length", label="Length", places=3)
SALES = Money(name="sales", label="Sales")
SHARE = Percentage(name="share", label="Share")


@given(st.integers(-LARGEST, LARGEST), st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_every_whole_number_comes_back_from_its_input_and_from_its_stored_form(
    number: int, language: Language
) -> None:
    assert _reread(SEATS, number, language) == number
    assert SEATS.from_json(SEATS.to_json(number)) == number


@given(st.decimals(-(10**12), 10**12, places=3), st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_every_decimal_comes_back_exactly(number: Decimal, language: Language) -> None:
    assert _reread(LENGTH, number, language) == number
    assert LENGTH.from_json(LENGTH.to_json(number + 0)) == number


@given(st.decimals(-(10**15), 10**15, places=2), st.sampled_from(LANGUAGES))
@settings(max_examples=60)
def test_every_amount_comes_back_to_the_cent(amount: Decimal, language: Language) -> None:
    assert _reread(SALES, amount + 0, language) == amount
    assert SALES.from_json(SALES.to_json(amount + 0)) == amount
    assert SALES.display(amount, language)


@given(st.decimals(0, 100, places=4))
@settings(max_examples=40)
def test_every_percentage_comes_back_exactly(share: Decimal) -> None:
    assert _reread(SHARE, share, ENGLISH) == share


@given(st.integers(0, 10**15), st.sampled_from([",", " ", "\u00a0", "\u202f"]))
@settings(max_examples=40)
def test_thousands_may_be_grouped_by_commas_or_spaces(number: int, mark: str) -> None:
    assert SEATS.read({"": (f"{number:,}".replace(",", mark),)}, ENGLISH, {}) == Reading(number)


@given(st.text(alphabet="0123456789.,-+ $%", max_size=14))
@settings(max_examples=150)
def test_a_text_of_number_signs_is_read_as_python_reads_it_or_refused(text: str) -> None:
    value = SALES.read({"": (text,)}, ENGLISH, {}).value
    if value is not None:
        plain = text.replace("$", "").replace(",", "").replace(" ", "")
        assert value == Decimal(plain)


@pytest.mark.parametrize(
    "text", ["1.234,50", "1234,50", "1,23", "12,34,567", "1.234.567", "1,2345", ",5", "1,", "."]
)
def test_what_another_country_would_read_differently_is_never_guessed(text: str) -> None:
    assert number_from(text) is None
    assert "like 1,234.50" in _said(SALES, text)


def test_an_amount_with_three_decimals_is_refused_as_it_may_be_thousands() -> None:
    assert (
        _said(SALES, "1.234")
        == "Sales: use at most 2 digits after the point, and commas between thousands: 1,234.5."
    )
    assert _said(SEATS, "1.000") == "Seats: enter a whole number, for example 12 or 1,200."


@pytest.mark.parametrize("field", [SEATS, LENGTH, SALES])
def test_numbers_beyond_what_databases_hold_are_refused(field: Field) -> None:
    assert field.read({"": (str(LARGEST),)}, ENGLISH, {}).value == LARGEST
    for text in (str(LARGEST + 1), str(-LARGEST - 1), "9" * 60):
        assert "too large" in _said(field, text)
    assert "enter a" in _said(field, "9" * 61)


def test_zero_has_no_sign() -> None:
    assert SALES.to_json(SALES.read({"": ("-0.00",)}, ENGLISH, {}).value) == "0.00"
    assert LENGTH.to_json(LENGTH.read({"": ("-0",)}, ENGLISH, {}).value) == "0"


def test_true_is_no_whole_number_and_1_0_is_no_stored_one() -> None:
    for stored in (True, 1.0, "1", LARGEST + 1):
        with pytest.raises(ValueError, match="expected"):
            SEATS.from_json(stored)


@pytest.mark.parametrize(
    "stored", ["1.5", "1.500", "01.50", "+1.50", "-0.00", "1e2", "NaN", "1,000.00", "1.50\n", 1.5]
)
def test_an_amount_is_stored_in_one_way_only(stored: object) -> None:
    with pytest.raises(ValueError, match="number expected"):
        SALES.from_json(stored)


def test_numbers_are_said_and_typed_in_one_format_in_every_language() -> None:
    french = Language("fr", "fr_FR")
    assert SALES.display(Decimal("1234.50"), french) == "$1,234.50"
    assert SALES.typed(Decimal("1234.50"), french) == {"": "1,234.50"}
    assert SALES.display(Decimal("1234.50"), Language("es", "es_US")) == "$1,234.50"
    assert SEATS.display(1200, ENGLISH) == "1,200 seats"


def test_a_limit_is_said_in_the_readers_format() -> None:
    field = Money(name="sales", label="Ventas", max=Decimal(5000))
    errors = field.read({"": ("6000",)}, Language("es", "es_US"), {}).errors
    assert ENGLISH.say(errors[0].message) == "Ventas: enter $5,000.00 or less."


def test_a_currency_without_cents_has_no_decimals() -> None:
    field = Money(name="price", label="Price", currency="JPY")
    assert field.to_json(field.read({"": ("¥1,200",)}, ENGLISH, {}).value) == "1200"
    assert field.read({"": ("1200.5",)}, ENGLISH, {}).errors


@pytest.mark.parametrize(
    ("type_name", "spec", "option"),
    [
        ("integer", {"min": "5", "max": "4"}, "max"),
        ("integer", {"min": "0.5"}, "min"),
        ("integer", {"max": str(LARGEST + 1)}, "max"),
        ("decimal", {"places": "9"}, "places"),
        ("decimal", {"places": "-1"}, "places"),
        ("decimal", {"places": "1", "max": "2.25"}, "max"),
        ("money", {"currency": "XYY"}, "currency"),
        ("money", {"min": "0.001"}, "min"),
        ("percentage", {"min": "101"}, "max"),
    ],
)
def test_options_that_cannot_work_are_named(type_name: str, spec: dict[str, str], option: str) -> None:
    option_errors = built(type_name, spec).option_errors()
    assert [error.option for error in option_errors] == [option]
    assert option_errors[0].message.endswith(".")
    assert option_errors[0].remedy.startswith("Write ")


def test_expressions_reckon_with_whole_numbers_as_decimals() -> None:
    assert isinstance(SEATS.plain(3), Decimal)


def _reread(field: Field, value: object, language: Language) -> object:
    typed = field.typed(value, language)[""]
    assert isinstance(typed, str)
    return field.read({"": (typed,)}, language, {}).value


def _said(field: Field, text: str) -> str:
    reading = field.read({"": (text,)}, ENGLISH, {})
    assert reading.value is None
    return ENGLISH.say(reading.errors[0].message)
