"""Pages fit small screens, large text, keyboards, the dark, right to left, paper; errors take the focus."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forms.model.form import Form
from forms.model.form import Page as FormPage
from forms.text.language import ENGLISH, Language
from runtime.web.http.template_values import Texts
from tests import request_context
from tests.browser.conftest import OpenSite
from tests.unit.rendering.sample import ARABIC, LANGUAGES, Compiled, foggyton, renderer
from tests.unit.rendering.test_every_page import everything

pytestmark = pytest.mark.browser

COLOURS = """[getComputedStyle(document.documentElement).backgroundColor,
    getComputedStyle(document.body).color]"""
TOUCHED = "button:not(.unseen),.button,.input,.select,.choice,.back,.languages li>*,summary"
TOO_SMALL = f"""[...document.querySelectorAll({TOUCHED!r})].filter(one => one.checkVisibility())
    .filter(one => one.getBoundingClientRect().height < 40 || one.getBoundingClientRect().width < 24)
    .map(one => one.outerHTML.slice(0, 60))"""
# What the Tab key must reach; radio buttons of one question count once.
STOPS = "a[href],button:not([tabindex]),input:not([type=hidden]),select,textarea,summary"
NAME_OF = "(one => one.type == 'radio' ? one.name : one.id || one.textContent)"
TO_REACH = f"""[...new Set([...document.querySelectorAll({STOPS!r})]
    .filter(one => one.checkVisibility()).map({NAME_OF}))]"""
WHERE = f"""(() => {{
    const one = document.activeElement, shown = one.matches(".choice-input") ? one.nextElementSibling : one;
    const style = getComputedStyle(shown);
    return [{NAME_OF}(one), style.outlineStyle != "none" && parseFloat(style.outlineWidth) >= 2];
}})()"""
SPACED = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"


@pytest.fixture(scope="module")
def city() -> Compiled:
    return foggyton()


def page_html(
    city: Compiled, form: str, number: int = 0, language: Language = ENGLISH, **more: Any
) -> tuple[FormPage, str]:
    found: Form = city.forms[form]
    page = found.pages[number]
    template = renderer().form_page(found, page, city.city, language, LANGUAGES)
    context = {
        **request_context.anyone(LANGUAGES, language.code),
        **request_context.form_page(found, page),
        **more,
    }
    return page, request_context.answered(template, context, language)


def screen_html(city: Compiled, name: str, language: Language = ENGLISH) -> str:
    forms = list(city.forms.values())
    screen = renderer().screen(name, city.city, language, LANGUAGES, forms)
    context = {
        **request_context.anyone(LANGUAGES, language.code, demo=True, flash="Saved."),
        **request_context.screen(name, forms),
    }
    return request_context.answered(screen, context, language)


def overflow(page: Page) -> int:
    """How many pixels the page can be pushed sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_nothing_scrolls_sideways_on_a_small_phone(city: Compiled, site: OpenSite) -> None:
    opened = site()
    for name in renderer().screens:
        opened.pages[f"/en/{name}"] = screen_html(city, name)
    for form in city.forms.values():
        longest = max(form.pages, key=lambda page: len(page.fields))
        number = form.pages.index(longest)
        opened.pages[f"/en/{form.name}"] = page_html(city, form.name, number, **everything(longest))[1]
    tab = opened.open(screen_html(city, "portal"), width=320)
    too_wide = {}
    for address in opened.pages:
        tab.goto(f"http://foggyton.test{address}")
        too_wide[address] = overflow(tab)
    assert {address: by for address, by in too_wide.items() if by > 0} == {}
    assert opened.complaints == []


def test_wider_spacing_of_text_hides_nothing(city: Compiled, site: OpenSite) -> None:
    opened = site(bypass_csp=True)
    for html in (screen_html(city, "portal"), page_html(city, "inspection-request")[1]):
        tab = opened.open(html, width=320)
        tab.add_style_tag(content=SPACED)
        assert overflow(tab) <= 0


def test_large_text_on_a_small_phone_scrolls_one_way_only(city: Compiled, site: OpenSite) -> None:
    opened = site(bypass_csp=True)
    for html in (screen_html(city, "portal"), page_html(city, "inspection-request")[1]):
        tab = opened.open(html, width=320)
        tab.add_style_tag(content="html{font-size:200%!important}")
        assert overflow(tab) <= 0


def test_right_to_left_pages_mirror(city: Compiled, site: OpenSite) -> None:
    opened = site()
    left = opened.open(screen_html(city, "portal"))
    right = opened.open(screen_html(city, "portal", ARABIC), "/ar/")
    assert overflow(right) <= 0
    for selector in (".brand", ".tab >> nth=0", "h1"):
        mirrored = 1280 - _box(right, selector)["x"] - _box(right, selector)["width"]
        assert abs(_box(left, selector)["x"] - mirrored) < 2


def _box(page: Page, selector: str) -> Any:  # Any: Playwright's mapping of numbers
    return page.locator(selector).bounding_box()


def test_the_dark_is_dark_and_the_light_is_light(city: Compiled, site: OpenSite) -> None:
    html = screen_html(city, "check")
    colours = {scheme: site(color_scheme=scheme).open(html).evaluate(COLOURS) for scheme in ("light", "dark")}
    brightness = {scheme: [_brightness(colour) for colour in pair] for scheme, pair in colours.items()}
    assert brightness["light"][0] > 220 > 80 > brightness["light"][1]
    assert brightness["dark"][0] < 60 < 200 < brightness["dark"][1]


def _brightness(colour: str) -> float:
    parts = [float(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    return sum(parts) / 3


def test_everything_that_is_touched_is_large_enough(city: Compiled, site: OpenSite) -> None:
    opened = site()
    tab = opened.open(page_html(city, "inspection-request")[1], width=360)
    assert tab.evaluate(TOO_SMALL) == []


def test_the_keyboard_reaches_everything_and_shows_where_it_is(city: Compiled, site: OpenSite) -> None:
    tab = site().open(page_html(city, "inspection-request", 1)[1])
    to_reach = tab.evaluate(TO_REACH)
    stops = []
    for _ in to_reach:
        tab.keyboard.press("Tab")
        stops.append(tab.evaluate(WHERE))
    assert [name for name, _ in stops] == to_reach
    assert [name for name, marked in stops if not marked] == []


def test_after_an_error_the_summary_has_the_focus_and_its_links_lead_to_the_answers(
    city: Compiled, site: OpenSite
) -> None:
    wrong = everything(city.forms["inspection-request"].pages[0])
    page, html = page_html(city, "inspection-request", **wrong)
    opened = site()
    tab = opened.open(html)
    expect(tab.locator("#error-summary")).to_be_focused()
    assert tab.title().startswith("Error: ")
    above = tab.evaluate(
        "document.querySelector('#error-summary').compareDocumentPosition(document.querySelector('h1')) & 4"
    )
    assert above == 4
    for field in page.fields:
        tab.locator(f"#error-summary a[href^='#{field.name}']").first.click()
        landed = tab.evaluate("document.activeElement.closest('.field').id")
        assert landed.startswith(field.name), landed
        assert tab.evaluate("document.activeElement.matches('input,select,textarea')")
    assert opened.complaints == []


def test_the_summary_has_the_focus_without_script_too(city: Compiled, site: OpenSite) -> None:
    page = city.forms["inspection-request"].pages[0]
    tab = site(java_script_enabled=False).open(page_html(city, "inspection-request", **everything(page))[1])
    expect(tab.locator("#error-summary")).to_be_focused()


def test_on_a_phone_the_first_words_stand_near_the_top(city: Compiled, site: OpenSite) -> None:
    opened = site()
    form = opened.open(page_html(city, "inspection-request", businesses=())[1], width=360)
    assert _box(form, "h1")["y"] < 180
    portal = opened.open(screen_html(city, "portal"), width=360)  # of two businesses
    assert _box(portal, ".header")["height"] < 150


def test_the_languages_open_by_keyboard_without_script_and_push_nothing_aside(
    city: Compiled, site: OpenSite
) -> None:
    tab = site(java_script_enabled=False).open(screen_html(city, "portal", ARABIC), "/ar/", width=360)
    here, english = tab.locator(".languages summary"), tab.get_by_role("link", name="English")
    before = _box(tab, ".brand"), _box(tab, ".languages summary")
    expect(here).to_contain_text("Language: العربية")
    expect(english).to_be_hidden()
    here.press("Enter")
    expect(english).to_be_visible()
    assert (_box(tab, ".brand"), _box(tab, ".languages summary")) == before


def test_a_wide_screen_lists_the_languages(city: Compiled, site: OpenSite) -> None:
    tab = site().open(screen_html(city, "portal"))
    expect(tab.locator(".languages summary")).to_be_hidden()
    tab.get_by_role("link", name="Español").focus()
    expect(tab.get_by_role("link", name="Español")).to_be_focused()


def test_paper_shows_the_answers_and_no_buttons(city: Compiled, site: OpenSite) -> None:
    tab = site().open(screen_html(city, "sent"))
    tab.emulate_media(media="print")
    expect(tab.get_by_text("FOG-7K2M-9QXD")).to_be_visible()
    expect(tab.get_by_text("Golden Gate Dumplings").last).to_be_visible()
    expect(tab.get_by_role("button", name="Print this page")).to_be_hidden()
    expect(tab.get_by_role("link", name="Español")).to_be_hidden()


def test_known_answers_show_where_they_come_from(city: Compiled, site: OpenSite) -> None:
    known = Texts(legal_name="From your business registration, March 3, 2026")
    _, html = page_html(city, "inspection-request", known=known, v=Texts(legal_name="Golden Gate Dumplings"))
    tab = site().open(html)
    name = tab.get_by_label("Legal name of the business")
    expect(name).to_have_value("Golden Gate Dumplings")
    expect(name).to_have_accessible_description(
        "As it appears on your tax return From your business registration, March 3, 2026"
    )
