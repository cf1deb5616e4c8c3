"""Texts, e-mail addresses, phone numbers and web addresses: one normal form each."""

from __future__ import annotations

import unicodedata

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.fields.base import Reading
from forms.fields.types.email import Email
from forms.fields.types.long_text import LongText
from forms.fields.types.phone import Phone
from forms.fields.types.text import Text
from forms.fields.types.url import Url, normal
from forms.text.language import ENGLISH
from forms.text.text import clean
from tests.each import each, named
from tests.unit.fields.examples import built
from tests.work import comes_to_an_end

PHONE = Phone(name="phone", label="Phone")
SITE = Url(name="site", label="Website")
HOSTS = st.from_regex(r"([a-z0-9]{1,8}\.){1,3}[a-z]{2,6}", fullmatch=True)


MARKS = st.characters(categories=["Mn"])


@given(
    st.lists(
        st.tuples(st.sampled_from("ae\u0627\u1100 "), st.text(MARKS, max_size=50), st.integers(1, 40)),
        max_size=4,
    )
)
@settings(max_examples=150)
def test_a_letter_keeps_thirty_marks_at_most_and_that_stays_so(letters: list[tuple[str, str, int]]) -> None:
    cleaned = clean("".join(letter + marks * times for letter, marks, times in letters))
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    signs = "".join("m" if unicodedata.combining(character) else " " for character in cleaned)
    assert max(map(len, signs.split()), default=0) <= 30


def test_marks_that_languages_need_stay() -> None:
    written = "Việt e\u0302\u0301 שָׁלוֹם العَرَبِيَّة"
    assert clean(written) == unicodedata.normalize("NFC", written)


def test_marks_out_of_order_are_put_in_order_quickly() -> None:
    with comes_to_an_end(5):
        assert len(clean("e" + "\u0301\u0316" * 100_000)) == 30


@pytest.mark.parametrize(
    "host", ["\ufdfa" * 1_900 + ".example", ("é" * 60 + ".") * 30 + "example", "\uff76\uff9e" * 900]
)
def test_a_host_longer_than_any_is_refused_quickly(host: str) -> None:
    with comes_to_an_end(5):
        assert [normal(f"{host}{number}") for number in range(100)] == [None] * 100


@given(st.text(max_size=60), st.booleans())
@settings(max_examples=150)
def test_cleaned_text_is_nfc_without_controls_and_stays_as_it_is(text: str, lines: bool) -> None:
    cleaned = clean(text, lines=lines)
    assert clean(cleaned, lines=lines) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert all(
        character == "\n" or unicodedata.category(character) not in ("Cc", "Cs") for character in cleaned
    )
    assert all(character in "0123456789" for character in cleaned if unicodedata.category(character) == "Nd")
    assert lines or "\n" not in cleaned


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("e\0\u0301", "é"),
        ("one\r\ntwo\rthree\u2028four", "one two three four"),
        ("٣ ３ 𝟛 ३", "3 3 3 3"),
        ("\ufeff\u202eabc\u202c", "abc"),
        ("a\ud800b", "ab"),
        ("Gol\u00adden\u200b Ga\u2060te", "Golden Gate"),
        ("\u200b\u00ad", ""),
        ("\u200e \u200d\u200f", ""),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("m²", "m²"),
        ("👩‍🍳 café", "👩‍🍳 café"),
    ],
)
def test_the_gate_for_text_drops_what_breaks_and_keeps_what_people_mean(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text(max_size=80))
@settings(max_examples=100)
def test_any_text_comes_back_as_it_was_kept(text: str) -> None:
    for field in (Text(name="note", max_length=80), LongText(name="note", max_length=80)):
        value = field.read({"": (text,)}, ENGLISH, {}).value
        if value is not None:
            assert field.read({"": (str(value),)}, ENGLISH, {}) == Reading(value)
            assert field.from_json(field.to_json(value)) == value


def test_several_values_for_one_name_are_kept_together() -> None:
    assert Text(name="note").read({"": ("one", "two")}, ENGLISH, {}) == Reading("one two")


def test_a_pattern_takes_the_whole_text_and_ascii_digits_only() -> None:
    field = Text(name="code", label="Code", pattern=r"\d{3}$", pattern_example="042")
    assert field.read({"": ("042",)}, ENGLISH, {}) == Reading("042")
    assert field.read({"": ("042\n",)}, ENGLISH, {}) == Reading("042")
    assert field.read({"": ("٠٤٢",)}, ENGLISH, {}) == Reading("042")
    for text in ("0420", "x042", "04²"):
        errors = field.read({"": (text,)}, ENGLISH, {}).errors
        assert ENGLISH.say(errors[0].message) == "Code: write it like this example: 042"


def test_a_pattern_that_blows_up_elsewhere_takes_no_time() -> None:
    field = Text(name="code", max_length=5000, pattern="(a+)+$", pattern_example="a")
    assert field.read({"": ("a" * 4999 + "!",)}, ENGLISH, {}).errors


@pytest.mark.parametrize(
    ("spec", "option", "words"),
    [
        ({"pattern": "("}, "pattern", "missing )"),
        ({"pattern": "(?<=a)b", "pattern_example": "b"}, "pattern", "cannot be read"),
        ({"pattern": "[0-9]+"}, "pattern_example", "needs an example"),
        ({"pattern": "[0-9]+", "pattern_example": "12a"}, "pattern_example", "needs an example"),
        ({"max_length": "0"}, "max_length", "cannot work"),
    ],
)
def test_a_pattern_or_length_that_cannot_work_is_named(spec: dict[str, str], option: str, words: str) -> None:
    option_errors = built("text", spec).option_errors()
    assert [error.option for error in option_errors] == [option]
    assert words in option_errors[0].message


@given(
    st.integers(2, 9), st.integers(0, 99), st.integers(2, 9), st.integers(0, 999999), st.integers(0, 99999)
)
@settings(max_examples=80)
def test_every_valid_number_comes_back_with_its_extension(
    a: int, b: int, c: int, d: int, extension: int
) -> None:
    typed = f"{a}{b:02}-{c}{d:06}" + (f" x{extension}" if extension else "")
    value = PHONE.read({"": (typed,)}, ENGLISH, {}).value
    if value is not None:
        assert PHONE.read({"": (PHONE.display(value, ENGLISH),)}, ENGLISH, {}) == Reading(value)
        assert PHONE.from_json(value) == value
        assert value.endswith(f";ext={extension}") == bool(extension)


@each(named(sorted(phonenumbers.SUPPORTED_REGIONS)))
def test_a_number_of_any_country_comes_back(region: str) -> None:
    number = phonenumbers.example_number(region)
    assert number is not None
    typed = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    value = PHONE.read({"": (typed,)}, ENGLISH, {}).value
    assert value == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert PHONE.read({"": (PHONE.display(value, ENGLISH),)}, ENGLISH, {}) == Reading(value)


@given(
    HOSTS,
    st.text(alphabet="abcÀé0/?#=&%.-_~:", max_size=12),
    st.sampled_from(["", "http://", "https://", "HTTPS://"]),
)
@settings(max_examples=120)
def test_a_web_address_has_one_normal_form(host: str, path: str, scheme: str) -> None:
    address = normal(f"{scheme}{host}/{path}")
    assert address is not None
    assert normal(address) == address


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://a.example:99999/",
        "https://a.example\\@b.example/",
        "https://a.example/<script>",
        "//a.example",
        "https://a..example/",
        "https://-a.example/",
        f"https://a.example/{'x' * 2000}",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(typed: str) -> None:
    assert normal(typed) is None
    assert SITE.read({"": (typed,)}, ENGLISH, {}).errors


@pytest.mark.parametrize("stored", ["A@B.EXAMPLE", "a", "a@b", " a@b.example", "a@b.example\n", None, 1])
def test_an_email_address_is_stored_in_its_normal_form_only(stored: object) -> None:
    with pytest.raises(ValueError, match="address expected"):
        Email(name="email").from_json(stored)


@pytest.mark.parametrize(
    "stored", ["415 555 0132", "+1415555", "+14155550132 ext. 3", "+14155550132;ext=", 14155550132]
)
def test_a_phone_number_is_stored_in_its_inner_form_only(stored: object) -> None:
    with pytest.raises(ValueError, match="phone number expected"):
        PHONE.from_json(stored)
