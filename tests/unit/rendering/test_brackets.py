"""Stage one lets only its own brackets through."""

from __future__ import annotations

import html
import json
from importlib.util import find_spec, module_from_spec

import jinja2
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from generator.render.brackets import Brackets, Request, inert, json_attribute, literal

anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
hostile = st.lists(st.sampled_from(["{", "}", "{{", "%}", "{#", "'", '"', "\\", "\n", "x", "é", "🌉"])).map(
    "".join
)


@given(anything | hostile)
@settings(max_examples=80, deadline=None)
def test_a_literal_gives_its_text_back_in_stage_two(text: str) -> None:
    template = jinja2.Environment(autoescape=False).from_string("{{ " + literal(text) + " }}")
    assert template.render() == text


@given(anything | hostile)
@settings(max_examples=80, deadline=None)
def test_a_literal_holds_no_bracket_that_ends_its_own(text: str) -> None:
    assert not set("{}'\\\n") & set(literal(text).replace("\\x", "").replace("\\u", "").replace("\\U", ""))


@given(anything | hostile)
@settings(max_examples=80, deadline=None)
def test_inert_text_says_the_same_in_html_and_nothing_in_stage_two(text: str) -> None:
    safe = inert(text)
    assert not set("{}<>\"'") & set(safe)
    assert html.unescape(safe) == text


@given(st.recursive(hostile, lambda inner: st.lists(inner, max_size=3), max_leaves=6))
@settings(max_examples=60, deadline=None)
def test_json_in_an_attribute_reads_back_and_cannot_leave_it(tree: object) -> None:
    safe = json_attribute(tree)
    assert not set("{}<'") & set(safe)
    assert json.loads(html.unescape(safe)) == tree


def test_braces_that_came_through_stage_one_become_character_references() -> None:
    assert Brackets().reveal("<p>{{ 7*7 }} {% x %} {# y #}</p>") == (
        "<p>&#123;&#123; 7*7 &#125;&#125; &#123;% x %&#125; &#123;# y #&#125;</p>"
    )


def test_braces_of_a_template_and_of_our_own_code_come_back() -> None:
    brackets = Brackets()
    source = brackets.disguise('{{ a }}[[ _("{gap}") ]]{# gone #}')
    assert '[[ _("{gap}") ]]' in source
    assert brackets.reveal(f"{source} {brackets.printed(Request('{% if b %}'))}") == (
        '{{ a }}[[ _("&#123;gap&#125;") ]] {% if b %}'
    )


def test_markup_of_anybody_else_brings_no_brackets_along() -> None:
    brackets = Brackets()
    assert (
        brackets.reveal(str(brackets.printed(Markup("<b>{{ 1 }}</b>"))))
        == "<b>&#123;&#123; 1 &#125;&#125;</b>"
    )


def test_nobody_can_guess_the_disguise_of_another_run() -> None:
    spec = find_spec(Brackets.__module__)
    assert spec
    assert spec.loader
    another_run = module_from_spec(spec)
    spec.loader.exec_module(another_run)
    guessed = another_run.Brackets().disguise("{{ 7*7 }}")
    assert Brackets().reveal(guessed) == guessed
