"""Texts without a translation say which language they are in."""

from __future__ import annotations

from generator.compiler.markdown import html
from generator.i18n.fallback import mark, shown, without_marks


def test_a_marked_text_says_its_language() -> None:
    assert shown(f"<label>{mark('Seats')}</label>", "en") == '<label><span lang="en">Seats</span></label>'


def test_a_mark_in_an_attribute_vanishes() -> None:
    assert shown(f'<a title="{mark("Seats")}">x</a>', "en") == '<a title="Seats">x</a>'


def test_a_mark_where_no_markup_is_allowed_vanishes() -> None:
    page = f"<title>{mark('Seats')}</title><option>{mark('One')}</option>"
    assert shown(page, "en") == "<title>Seats</title><option>One</option>"


def test_marked_paragraphs_are_marked_one_by_one() -> None:
    page = mark("X").replace("X", "<p>One</p>\n<p>or <b>2</b></p>")
    assert shown(page, "en") == (
        '<p><span lang="en">One</span></p>\n<p><span lang="en">or </span><b><span lang="en">2</span></b></p>'
    )


def test_a_marked_list_stays_a_list() -> None:
    assert shown(html(mark("1. Wait.\n2. Open.")), "en").replace("\n", "") == (
        '<ol><li><span lang="en">Wait.</span></li><li><span lang="en">Open.</span></li></ol>'
    )


def test_a_page_without_marks_is_left_alone() -> None:
    page = "<p>{{ v['a'] }}</p>"
    assert shown(page, "en") is page


def test_marks_cannot_be_nested_or_forged() -> None:
    assert without_marks(mark(mark("Seats"))) == "Seats"
    assert shown(f"<p>{mark(mark('Seats'))}</p>", "en") == '<p><span lang="en">Seats</span></p>'
