"""Texts without a translation say which language they are in."""

from __future__ import annotations

from forms.text.language import ENGLISH, Language
from generator.compile.markdown import html
from generator.translate.fallback import closed, mark, mark_product, shown, without_marks

BEGIN = '<span lang="en" dir="ltr">'


def test_a_marked_text_says_its_language() -> None:
    assert (
        shown(f"<label>{mark('Seats')}</label>", ENGLISH)
        == '<label><span lang="en" dir="ltr">Seats</span></label>'
    )


def test_a_mark_in_an_attribute_vanishes() -> None:
    assert shown(f'<a title="{mark("Seats")}">x</a>', ENGLISH) == '<a title="Seats">x</a>'


def test_a_mark_where_no_markup_is_allowed_vanishes() -> None:
    page = f"<title>{mark('Seats')}</title><option>{mark('One')}</option>"
    assert shown(page, ENGLISH) == "<title>Seats</title><option>One</option>"


def test_marked_paragraphs_are_marked_one_by_one() -> None:
    page = mark("X").replace("X", "<p>One</p>\n<p>or <b>2</b></p>")
    assert shown(page, ENGLISH) == (
        f"<p>{BEGIN}One</span></p>\n<p>{BEGIN}or </span><b>{BEGIN}2</span></b></p>"
    )


def test_a_marked_list_stays_a_list() -> None:
    assert shown(html(mark("1. Wait.\n2. Open.")), ENGLISH).replace("\n", "") == (
        f"<ol><li>{BEGIN}Wait.</span></li><li>{BEGIN}Open.</span></li></ol>"
    )


def test_a_page_without_marks_is_left_alone() -> None:
    page = "<p>{{ v['a'] }}</p>"
    assert shown(page, ENGLISH) is page


def test_marks_cannot_be_nested_or_forged() -> None:
    assert without_marks(mark(mark("Seats"))) == "Seats"
    assert shown(f"<p>{mark(mark('Seats'))}</p>", ENGLISH) == '<p><span lang="en" dir="ltr">Seats</span></p>'


def test_words_of_the_product_are_in_english_whatever_the_city_writes_in() -> None:
    arabic = Language("ar", "ar", "العربية", "rtl")
    assert shown(f"<p>{mark('مقاعد')} {mark_product('Send')}</p>", arabic) == (
        '<p><span lang="ar" dir="rtl">مقاعد</span> <span lang="en" dir="ltr">Send</span></p>'
    )


def test_a_mark_that_was_cut_off_is_closed() -> None:
    assert shown(f"<p>{closed(mark('Seats')[:-2])} 1</p>", ENGLISH) == (
        '<p><span lang="en" dir="ltr">Seat</span> 1</p>'
    )
    assert closed("Seats") == "Seats"
    assert closed(mark("Seats")) == mark("Seats")
