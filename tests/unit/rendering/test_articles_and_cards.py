"""The page of an article is whole in every theme, and a card says its deadline as the day demands."""

from __future__ import annotations

import dataclasses
import re

import pytest

from forms.model.article import Article
from forms.model.form import Form
from forms.text.language import ENGLISH, Language
from tests import request_context
from tests.unit.rendering.pages import elements, faults, parsed, text_of
from tests.unit.rendering.sample import ARABIC, CITY, LANGUAGES, form_of, renderer

HOSTILE = '{{ 7*7 }} {% raw %} </h1><script>alert(1)</script> [[ 1 ]] "&'
FORM = dataclasses.replace(form_of(title="Request an inspection"), deadline="2027-03-31", time_frame="A week")
ARTICLE = Article(
    name="a-visit",
    agency="fire",
    title="What an inspector looks at",
    opening="It is help.",
    body='<p>It is help.</p>\n<ul><li><a href="tel:+1">Call</a></li></ul>',
    forms=(FORM.name,),
)


def page(article: Article, *forms: Form, theme: str = "foggyton", language: Language = ENGLISH) -> str:
    template = renderer(theme).article(article, forms, CITY, language, LANGUAGES)
    return request_context.answered(template, request_context.anyone(LANGUAGES, language.code), language)


def portal(**card: object) -> str:
    template = renderer().screen("portal", CITY, ENGLISH, LANGUAGES, [FORM], [ARTICLE])
    context = {**request_context.anyone(LANGUAGES), **request_context.portal([FORM])}
    context["cards"][FORM.name] |= card
    return text_of(parsed(request_context.answered(template, context)))


def start(left: int) -> str:
    context = {**request_context.anyone(LANGUAGES), **request_context.start(FORM)}
    context["form_state"]["days_left"] = left
    return text_of(
        parsed(request_context.answered(renderer().start(FORM, CITY, ENGLISH, LANGUAGES), context))
    )


@pytest.mark.parametrize("theme", ["foggyton", "plain", "uswds"])
@pytest.mark.parametrize("language", [ENGLISH, ARABIC])
def test_an_article_is_a_whole_page_in_every_theme(theme: str, language: Language) -> None:
    tree = parsed(page(ARTICLE, FORM, theme=theme, language=language))
    assert faults(tree) == []
    assert [text_of(h1) for h1 in elements(tree, "h1")] == [ARTICLE.title]
    links = [link.attrib["href"] for link in elements(tree, "a")]
    assert {f"/{language.code}/agency/fire", f"/{language.code}/forms/{FORM.name}", "tel:+1"} <= set(links)


def test_an_article_without_forms_has_no_empty_list() -> None:
    tree = parsed(page(dataclasses.replace(ARTICLE, forms=())))
    assert [text_of(h2) for h2 in elements(tree, "h2")] == ["Help"]


def test_a_hostile_article_stays_text() -> None:
    hostile = dataclasses.replace(ARTICLE, title=HOSTILE, opening=HOSTILE, body="<p>{{ 7*7 }}{% x %}</p>")
    tree = parsed(page(hostile, FORM))
    assert text_of(next(elements(tree, "h1"))) == HOSTILE
    assert "{{ 7*7 }}{% x %}" in text_of(tree)
    assert [script.attrib["src"] for script in elements(tree, "script")] == [
        "/assets/page.js",
        "/assets/screens.js",
    ]


def test_articles_stand_in_the_tab_of_their_agency() -> None:
    assert "Good to know What an inspector looks at It is help. Questions? We are glad to help." in portal()


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (400, "Deadline March 31, 2027"),
        (30, "Deadline March 31, 2027 30 days left"),
        (1, "Deadline March 31, 2027 1 day left"),
        (0, "Deadline March 31, 2027 Today is the last day."),
        (-1, "Deadline It was March 31, 2027. Ask the agency what is still possible."),
    ],
)
def test_a_deadline_is_said_as_the_day_demands(left: int, said: str) -> None:
    for shown in (portal(days_left=left), start(left)):
        assert said in shown
        assert bool(re.search("days? left", shown)) == bool(re.search("days? left", said))
