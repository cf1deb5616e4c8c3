"""EIN, SSN and ITIN: every number that was given out is read, and none is shown whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.fields.base import Field, Shared
from forms.fields.types.ein import Ein
from forms.fields.types.ssn_or_itin import SsnOrItin
from forms.text.language import ENGLISH

EIN = Ein(name="ein", label="EIN")
SSN = SsnOrItin(name="ssn", label="SSN")


@settings(max_examples=100)
@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.sampled_from(["-", " ", ".", "", "–"]))
def test_nine_digits_are_read_with_any_separator_or_refused(digits: str, between: str) -> None:
    _reads_back(EIN, digits[:2] + between + digits[2:])
    _reads_back(SSN, digits[:3] + between + digits[3:5] + between + digits[5:])


@pytest.mark.parametrize("text", ["12345678", "1234567890", "12-34567x9", "12/34567:89", "²²²²²²²²²"])
def test_anything_but_nine_digits_is_refused(text: str) -> None:
    assert EIN.read({"": [text]}, ENGLISH, {}).errors
    assert SSN.read({"": [text]}, ENGLISH, {}).errors


def test_a_mask_shows_the_last_four_digits_only() -> None:
    assert EIN.mask("94-1236789", ENGLISH) == "••-•••6789"
    assert SSN.mask("123-45-6789", ENGLISH) == SSN.display("123-45-6789", ENGLISH) == "•••-••-6789"


def test_a_persons_number_is_secret_even_when_the_dictionary_forgets_it() -> None:
    assert SSN.secret
    assert SsnOrItin(
        name="ssn", label="SSN", shared=Shared("person.ssn", "person", sensitivity="public")
    ).secret
    assert not EIN.secret
    assert Ein(
        name="ein", label="E", shared=Shared("business.ein", "business", sensitivity="restricted")
    ).secret


def test_a_refused_number_of_a_person_is_not_repeated_in_the_message() -> None:
    (error,) = SSN.read({"": ["000-12-3456"]}, ENGLISH, {}).errors
    assert "3456" not in ENGLISH.say(error.message)


@pytest.mark.parametrize(
    "stored", ["123456789", "12-345-6789", "94-1234567\n", "٩٤-١٢٣٤٥٦٧", "00-1234567", 941234567]
)
def test_only_the_stored_form_of_an_ein_comes_back(stored: object) -> None:
    with pytest.raises(ValueError, match="EIN"):
        EIN.from_json(stored)


def _reads_back(field: Field, text: str) -> None:
    reading = field.read({"": [text]}, ENGLISH, {})
    if reading.value is None:
        assert reading.errors
        return
    assert [character for character in reading.value if character.isdigit()] == [
        c for c in text if c.isdigit()
    ]
    assert field.read({"": [reading.value]}, ENGLISH, {}) == reading
    assert field.from_json(reading.value) == reading.value
