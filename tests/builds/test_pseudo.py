"""Languages made by code keep everything that a translator has to keep."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.translations.entries import problems_of_entries
from generator.project.project import load_project
from generator.project.words import product_words, spec_words
from generator.sources.sources import Sources
from generator.translate.pseudo import ACCENTED, MIRRORED, accented, mirrored, pseudo_translations

ROOT = Path(__file__).parents[2]
LONGER_THAN_FITS, REVERSED = "E408", "E407"


def test_accents_stand_on_every_letter_and_texts_grow_by_two_fifths() -> None:
    said = accented("Number of seats, outdoor ones included")
    assert said.startswith("Ńûûɱƀééŕ ööƒ šééààťš, ööûûťďööööŕ ööńééš îîńćĺûûďééď")
    assert len(said) >= 1.4 * len("Number of seats, outdoor ones included")


def test_gaps_links_and_markdown_stay_as_they_are() -> None:
    said = accented("Ask {name}:\n- see [the page](https://a.example/page)\n1. or write to a@b.example")
    assert "{name}" in said
    assert "\n- š" in said
    assert "](https://a.example/page)" in said
    assert "\n1. öö" in said
    assert "a@b.example" in said


def test_mirrored_words_are_turned_around_one_by_one() -> None:
    assert mirrored("Keep {count} files") == "\u202eKeep\u202c {count} \u202efiles\u202c"


@pytest.mark.parametrize("text", ["", "{count}", "https://a.example", "—"])
def test_what_has_no_words_is_not_spoken(text: str) -> None:
    assert accented(text) == text
    assert mirrored(text) == text


@given(st.text("aZe {}[]().*-1\n", max_size=40))
def test_any_text_has_a_translation(text: str) -> None:
    assert len(accented(text)) >= len(text)
    assert mirrored(text).translate({0x202E: None, 0x202C: None}) == text


def test_all_of_foggytons_words_pass_the_checks_of_translations() -> None:
    city = spec_words(load_project(ROOT / "form_specs"))
    sources = Sources(ROOT / "form_specs", ROOT / "themes", ROOT / "locales")
    product = product_words(sources).wordings
    spoken = pseudo_translations(city, product)
    assert [one.language.code for one in spoken] == [ACCENTED, MIRRORED]
    for translation in spoken:
        found = {
            problem.code
            for catalogue, wordings in ((translation.forms, city), (translation.portal, product))
            for problem in problems_of_entries(catalogue, translation.plurals, wordings)
        }
        assert found <= {LONGER_THAN_FITS, REVERSED}
        assert translation.language.translations.gettext("Continue") != "Continue"
