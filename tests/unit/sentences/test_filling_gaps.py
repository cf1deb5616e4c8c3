"""Gaps of sentences: filled once, a question kept whole, and values in their own direction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.text.directions import isolated
from forms.text.language import ENGLISH, Language
from forms.text.messages import fill, message
from forms.text.text import clean

ARABIC = Language("ar", "ar", "العربية", "rtl")


def apart(text: str) -> str:
    """``text`` between the marks that set it apart."""
    return f"\u2068{text}\u2069"


@pytest.mark.parametrize(
    ("sentence", "label", "said"),
    [
        ("{label}: choose yes or no.", "Is it open?", "Is it open? Choose yes or no."),
        ("{label}: elija sí o no.", "¿Está abierto?", "¿Está abierto? Elija sí o no."),
        ("{label}：请选择是或否。", "开业了吗？", "开业了吗？请选择是或否。"),
        ("{label}: اختر نعم أو لا.", "هل هو مفتوح؟", "هل هو مفتوح؟ اختر نعم أو لا."),
        ("{label}: выберите «да» или «нет».", "Открыто?", "Открыто? Выберите «да» или «нет»."),
        ("{label}: “{option}” is gone.", "Open?", "Open? “Yes” is gone."),
    ],
)
def test_a_question_before_a_colon_ends_its_own_sentence(sentence: str, label: str, said: str) -> None:
    assert fill(sentence, {"label": label, "option": "Yes"}) == said


def test_a_label_that_is_no_question_keeps_its_colon() -> None:
    assert fill("{label}: choose yes or no.", {"label": "Open"}) == "Open: choose yes or no."


def test_a_gap_that_nobody_knows_stays_as_it_is() -> None:
    assert fill("{lable}: choose {x}.", {"label": "Open"}) == "{lable}: choose {x}."


@pytest.mark.parametrize(
    "value",
    ["415 555 0132", "5 Pier Street, Foggyton", "FOG-7K2M-9QXD", "mei@dumplings.example", "Dumplings"],
)
def test_what_runs_to_the_right_is_set_apart_in_arabic(value: str) -> None:
    assert ARABIC.say(message("{x}: أدخل إجابة.", x=value)) == f"{apart(value)}: أدخل إجابة."


@pytest.mark.parametrize(
    "value", ["ليلى حداد", "رمز NAICS", "1 مارس 2019", "12", "—", "https://foggyton.example/ar/"]
)
def test_what_needs_no_help_is_left_alone_in_arabic(value: str) -> None:
    assert ARABIC.say(message("{x}: أدخل إجابة.", x=value)) == f"{value}: أدخل إجابة."


def test_an_arabic_name_is_set_apart_in_english() -> None:
    said = ENGLISH.say(message("{name}, {city}", name="ليلى", city="Foggyton"))
    assert said == f"{apart('ليلى')}, Foggyton"


def test_a_sentence_inside_a_sentence_is_in_the_same_language_and_not_set_apart() -> None:
    inner = message("No")
    assert ARABIC.say(message("{x}.", x=inner)) == "No."


@given(st.text())
def test_the_marks_never_outlive_being_typed_again(value: str) -> None:
    for direction in ("ltr", "rtl"):
        assert clean(isolated(value, direction)) == clean(value)
