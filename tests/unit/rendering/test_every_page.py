"""Pages of Foggyton and every screen are valid, named and well connected, as rendered for a request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from forms.model.form import Form, Page
from forms.text.language import ENGLISH, Language
from generator.render.renderer import Renderer
from runtime.web.http.template_values import Link, Texts
from tests import request_context
from tests.unit.rendering.pages import elements, faults, parsed, text_of
from tests.unit.rendering.sample import ARABIC, LANGUAGES, Compiled, foggyton, renderer


@pytest.fixture(scope="module")
def city() -> Compiled:
    return foggyton()


def pages_of(city: Compiled) -> Iterator[tuple[str, Form, Page]]:
    for form in city.forms.values():
        for page in form.pages:
            yield f"{form.name}/{page.name}", form, page


def everything(page: Page) -> dict[str, Any]:
    """Everything known and to be confirmed, and everything wrong."""
    asked = [field for field in page.fields if field.asks]
    known = Texts({field.name: "From the register, March 3, 2026" for field in asked})
    wrong = request_context.wrong(*((field.name, f"{field.label}: enter it.") for field in asked))
    wrong["error_links"] = links_into(page, wrong["error_links"])
    return {**wrong, "known": known, "confirm": known, "masked": known}


def links_into(page: Page, problems: list[Link]) -> list[Link]:
    """The summary's links as the runtime makes them: into the first part of a group."""
    first = {
        f"#{field.name}": f"#{field.name}-{field.first_part}" for field in page.fields if field.first_part
    }
    return [link._replace(href=first.get(link.href, link.href)) for link in problems]


def answered(city: Compiled, form: Form, page: Page, language: Language = ENGLISH, **more: Any) -> Element:
    template = renderer().form_page(form, page, city.city, language, LANGUAGES)
    context = {
        **request_context.anyone(LANGUAGES, language.code),
        **request_context.form_page(form, page),
        **more,
    }
    return parsed(request_context.answered(template, context, language))


def test_an_empty_form_is_valid_and_well_connected_on_all_its_pages(city: Compiled) -> None:
    form = city.forms["outdoor-dining"]
    assert [faults(answered(city, form, page)) for page in form.pages] == [[]] * len(form.pages)


def test_the_title_says_that_there_is_an_error(city: Compiled) -> None:
    _, form, page = next(pages_of(city))
    calm, wrong = answered(city, form, page), answered(city, form, page, **everything(page))
    name = f"{page.title} – {form.title} – City of Foggyton"
    assert [text_of(title) for title in elements(calm, "title")] == [name]
    assert [text_of(title) for title in elements(wrong, "title")] == [f"Error: {name}"]
    assert [text_of(h1) for h1 in elements(wrong, "h1")] == [page.title]


@pytest.mark.parametrize("name", Renderer.screens)
def test_every_screen_is_valid_and_well_connected(city: Compiled, name: str) -> None:
    forms = list(city.forms.values())
    screen = renderer().screen(name, city.city, ENGLISH, LANGUAGES, forms)
    for who in ("", "mei@dumplings.example"):
        context = {
            **request_context.anyone(LANGUAGES, "en", who=who, demo=True, flash="Saved."),
            **request_context.screen(name, forms),
        }
        tree = parsed(request_context.answered(screen, context))
        assert faults(tree) == []
        assert len(list(elements(tree, "h1"))) == len(list(elements(tree, "main"))) == 1


def test_every_form_begins_with_a_valid_page(city: Compiled) -> None:
    for form in city.forms.values():
        start = renderer().start(form, city.city, ENGLISH, LANGUAGES)
        context = {**request_context.anyone(LANGUAGES), **request_context.start(form)}
        tree = parsed(request_context.answered(start, context))
        assert faults(tree) == []
        assert "12 of 17 answers are already known" in text_of(tree)
        assert "About 2 minutes for the rest." in text_of(tree)


def test_a_page_says_its_language_and_direction_and_those_of_the_others(city: Compiled) -> None:
    _, form, page = next(pages_of(city))
    tree = answered(city, form, page, ARABIC)
    root = next(elements(tree, "html"))
    assert (root.attrib["lang"], root.attrib["dir"]) == ("ar", "rtl")
    buttons = [one.attrib for one in elements(tree, "button") if "lang" in one.attrib]
    assert [(one["lang"], one["dir"]) for one in buttons] == [("en", "ltr"), ("es", "ltr")]


def test_nothing_on_a_page_comes_from_elsewhere_or_runs_inline(city: Compiled) -> None:
    _, form, page = next(pages_of(city))
    tree = answered(city, form, page, **everything(page))
    for element in elements(tree):
        assert "style" not in element.attrib
        assert not [name for name in element.attrib if name.startswith("on")]
        for attribute in ("src", "href", "action"):
            assert not element.attrib.get(attribute, "/").startswith(("http", "//", "javascript"))
    assert [text_of(script) for script in elements(tree, "script")] == [""]
    assert list(elements(tree, "style")) == []


def test_enter_continues_even_where_other_buttons_stand_before_it(city: Compiled) -> None:
    with_rows = (item for item in pages_of(city) if any(field.type == "list" for field in item[2].fields))
    _, form_with_rows, page = next(with_rows)
    tree = answered(city, form_with_rows, page)
    form = next(form for form in elements(tree, "form") if "novalidate" in form.attrib)
    buttons = [one for one in elements(tree, "button") if one.attrib.get("form") == form.attrib["id"]]
    assert buttons[0].attrib["value"] == "continue"  # it stands in the header, before the languages


def test_the_portal_shows_the_forms_of_one_agency_only(city: Compiled) -> None:
    forms = list(city.forms.values())
    screen = renderer().screen("portal", city.city, ENGLISH, LANGUAGES, forms)
    context = {**request_context.anyone(LANGUAGES), **request_context.portal(forms, tab="fire")}
    tree = parsed(request_context.answered(screen, context))
    assert [text_of(h3) for h3 in elements(tree, "h3")] == ["Request a fire inspection"]
    current = [text_of(tab) for tab in elements(tree, "a") if tab.attrib.get("aria-current") == "page"]
    assert current == ["Fire Department"]
    assert "12 of 17 answers are already known; about 2 minutes" in text_of(tree)
