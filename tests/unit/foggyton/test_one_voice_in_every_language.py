"""The translations speak with one voice: polite, with the signs of their language, and gaps can be filled."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from generator.translate.catalogues import Entry, read_catalogue

LOCALES = Path(__file__).parents[3] / "locales"
LANGUAGES = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())
# What a city does not write to an owner: the intimate “you”, and signs of another language.
NEVER = {
    "ar": r"[٠-٩“”\"]",
    "es": r"\b(tú|tus?|contigo|vosotros)\b|[«»\"]",
    "ht": r"[“”\"]",
    "ru": r"\b(ты|твой|твоя|тебя|тебе)\b|[“\"]",
    "vi": r"\b(bạn|mày)\b|[«»\"]",
    "zh": r"你|[«»\"]|[\u4e00-\u9fff][,;:?!]",
}


@cache
def entries(language: str) -> list[Entry]:
    """Every translation of the product and of the city."""
    folder = LOCALES / language / "LC_MESSAGES"
    return [one for file in sorted(folder.glob("*.po")) for one in read_catalogue(file).entries.values()]


def test_every_language_has_its_rule() -> None:
    assert set(NEVER) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_owners_are_addressed_politely_with_the_signs_of_their_language(language: str) -> None:
    never = re.compile(NEVER[language], re.IGNORECASE)
    said = [text for entry in entries(language) for text in entry.said]
    assert len(said) > 1000
    assert [text for text in said if never.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_about_a_question_begins_with_it_and_a_colon(language: str) -> None:
    """So that “Is it open?: choose yes or no.” can become “Is it open? Choose yes or no.” everywhere."""
    about = [entry for entry in entries(language) if entry.text.startswith("{label}: ")]
    assert len(about) > 50
    assert [said for entry in about for said in entry.said if not re.match(r"\{label\}(: |：)", said)] == []
