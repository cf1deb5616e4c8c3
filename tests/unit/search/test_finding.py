"""What is found in languages with and without spaces, and what is only a little alike is not."""

from __future__ import annotations

import pytest

from forms.model.article import Article
from forms.model.form import Agency, City, Form
from forms.model.search import found, search_entries, search_index

CITY = City(name="c", title="C", agencies=(Agency(name="health", title="公共卫生局"),))
PERMIT = Form(name="permit", agency="health", title="申请食品许可证", summary="出售食品都需要它。")
ENGLISH = Form(name="food", agency="health", title="Food permit", summary="Sell food.")
WORDS = "Somebody should be there who has all the keys and a floor plan of the premises"
VISIT = Article(name="visit", agency="health", title="The visit", opening="It is help.", words=WORDS)


def titles(typed: str) -> list[str]:
    entries = search_entries(CITY, (PERMIT, ENGLISH), (VISIT,))
    return [entry.title for entry in found(search_index(entries), typed)]


@pytest.mark.parametrize("typed", ["食品", "许可证", "食品许可证", "食品 许可证", "出售食品"])
def test_words_are_found_inside_a_sentence_without_spaces(typed: str) -> None:
    assert titles(typed) == ["申请食品许可证"]


@pytest.mark.parametrize("typed", ["floor plan", "premisses", "KEYS", "somebody keys"])
def test_every_word_of_an_article_is_found_though_misspelt(typed: str) -> None:
    assert titles(typed) == ["The visit"]


@pytest.mark.parametrize("typed", ["premium", "plants", "keyboard", "floods", "消防"])
def test_a_word_that_is_only_a_little_alike_finds_no_article(typed: str) -> None:
    assert titles(typed) == []


def test_only_the_first_words_are_looked_for_so_that_no_search_takes_long() -> None:
    ten = "somebody should be there who has all the keys and"
    assert titles(f"{ten} zeppelin") == ["The visit"]
    assert titles(f"zeppelin {ten}") == []
