"""Blank forms as PDF: everybody can read them, and a pen has room."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from pathlib import Path

import html5lib
import pytest

from generator.render.renderer import Renderer
from generator.themes.themes import read_theme
from runtime.services.pdf.drawing import drawn
from runtime.services.site.published_site import newest_site
from tests.browser.foggyton import ROOT
from tests.paper.pdf import Pdf, characters_of
from tests.paper.universal import faults

LANGUAGES = ("en", "es", "zh", "vi", "ar", "ht", "ru")
ADDRESS = "https://business.foggyton.example"
_BULLETS = str.maketrans("", "", "•·")
_VOWELS = re.compile("[\u064b-\u0652]")  # left out in print
LARGEST = 400_000  # bytes; a Chinese form is the largest


def page(output: Path, language: str, form: str) -> str:
    """The page of one blank form as it goes to the press."""
    edition = newest_site(output)
    found = edition.form(language, form)
    assert found
    renderer = Renderer(read_theme(ROOT / "themes", "foggyton").template_folders, {})
    address = f"{ADDRESS}/{language}/forms/{form}"
    return renderer.blank(found, edition.city(language), edition.languages[language], address)


def text_of(html: str) -> str:
    """The text of the body, without blanks."""
    body = html5lib.parse(html, namespaceHTMLElements=False).find("body")
    return _plain("".join(body.itertext()))


def _plain(text: str) -> str:
    """Without blanks, and without the difference between a letter and the shape that it has in its word."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_form_meets_pdf_ua_in_every_language(foggyton: Path, language: str) -> None:
    form = random.Random(language).choice(newest_site(foggyton).form_names)
    pdf = drawn(page(foggyton, language, form))
    assert faults(Pdf(pdf), language) == []
    assert len(pdf) < LARGEST


@pytest.mark.parametrize("language", ["en", "zh", "vi", "ru"])
def test_assistive_technology_reads_every_word_in_the_order_of_the_page(
    foggyton: Path, language: str
) -> None:
    html = page(foggyton, language, "outdoor-dining")
    read = _plain(Pdf(drawn(html)).text_in_order()).translate(_BULLETS)
    wanted = text_of(html).translate(_BULLETS)
    for number in range(1, 9):  # numbers of lists are drawn, not written
        read = read.replace(f"{number}.", "")
        wanted = wanted.replace(f"{number}.", "")
    assert read == wanted


def test_an_address_in_latin_letters_reads_from_the_left_in_arabic(foggyton: Path) -> None:
    html = page(foggyton, "ar", "outdoor-dining")
    assert '<span dir="ltr">49 Mission Wharf, Floor 3</span>' in html


def test_no_letter_of_an_arabic_form_is_lost(foggyton: Path) -> None:
    html = page(foggyton, "ar", "business-license")
    read = _plain(Pdf(drawn(html)).text_in_order())
    lost = Counter(_VOWELS.sub("", text_of(html))) - Counter(read)
    assert lost == Counter()


def test_arabic_letters_join_their_neighbours(foggyton: Path) -> None:
    pdf = Pdf(drawn(page(foggyton, "ar", "business-license")))
    shapes = [characters_of(font) for font in pdf.fonts()]
    most = max(list(font.values()).count("ت") for font in shapes)
    assert most >= 3  # at the beginning, in the middle and at the end of a word


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_can_be_printed_in_every_language(foggyton: Path, language: str) -> None:
    forms = newest_site(foggyton).form_names
    assert len(forms) >= 18
    for form in forms:
        html = page(foggyton, language, form)
        assert f"qr:{ADDRESS}/{language}/forms/{form}" in html
        assert "{{" not in html
        assert "[[" not in html
