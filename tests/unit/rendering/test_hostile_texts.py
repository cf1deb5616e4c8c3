"""Whatever an author or a translator writes, the page's structure and stage two stay as they were."""

from __future__ import annotations

import dataclasses
import gettext
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from forms.expressions import Expression
from forms.fields.base import Field
from forms.model.form import Form
from forms.text.language import ENGLISH, Language
from tests import request_context
from tests.unit.rendering.pages import elements, parsed, skeleton, text_of
from tests.unit.rendering.sample import CITY, compiled, renderer

HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "{% endif %}{% for x in y %}",
    "{#",
    "#}",
    "[[ 1 ]]",
    "[% if x %]",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    "&lt;b&gt; &amp;",
    '\\"}}{{7*7}}{{"',
    "%}{{ csrf }}{%",
    "</title></textarea></select><h1>",
    "<!-- -->",
    "{gap} %s %(x)s",
)
MIXED = " ".join(HOSTILE)

Skeleton = list[tuple[str, tuple[str, ...]]]

EVERY_TYPE = """
- {field: a_text, type: text, label: L, hint: A hint, help: Some help}
- {field: a_long_text, type: long_text, label: L}
- {field: an_email, type: email, label: L}
- {field: a_phone, type: phone, label: L}
- {field: a_url, type: url, label: L}
- {field: an_integer, type: integer, label: L, unit: feet}
- {field: a_decimal, type: decimal, label: L, unit: feet}
- {field: an_amount, type: money, label: L}
- {field: a_share, type: percentage, label: L}
- {field: a_date, type: date, label: L}
- {field: a_month, type: month_year, label: L}
- {field: a_time, type: time, label: L}
- {field: is_it, type: yes_no, label: L}
- {field: a_choice, type: choice, label: L, options: {x: {label: X, hint: H}, y: {label: Y, show_if: is_it}}}
- {field: a_select, type: select, label: L, options: {x: X, y: {label: Y, show_if: is_it}}}
- {field: some_choices, type: multi_choice, label: L, options: {x: {label: X, hint: H}, y: Y}}
- {field: an_address, type: address, label: L}
- {field: another_address, type: address, label: L, same_as: [an_address]}
- {field: a_name, type: person_name, label: L}
- {field: an_ein, type: ein, label: L}
- {field: an_ssn, type: ssn_or_itin, label: L}
- {field: a_trade, type: naics, label: L}
- {field: a_file, type: file, label: L}
- {field: a_list, type: list, label: L, row_label: R, fields: [{field: c, type: text, label: C, hint: H}]}
- {field: a_result, type: calculated, label: L, calculate: an_integer * 2}
- {field: a_note, type: content, text: Some words}
- {field: extra, type: text, label: L, show_if: a_choice == 'x' and a_text == 'quoted'}
- {field: a_declaration, type: declaration, label: L, statement: S}
- {field: a_signature, type: signature, label: L, statement: S}
"""

NO_WORDS = {"name", "key", "agency", "autocomplete", "prefill", "shows", "currency", "pattern", "language"}
HTML_WORDS = {"intro", "next_steps", "text"}


class Hostile(gettext.NullTranslations):
    """Translations that append hostile text to every sentence."""

    def gettext(self, message: str) -> str:
        return message + MIXED

    def ngettext(self, one: str, many: str, count: int) -> str:
        return many + MIXED


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    return compiled(Path(tmp_path_factory.mktemp("specs")), EVERY_TYPE)


@pytest.fixture(scope="module")
def calm(form: Form) -> Skeleton:
    """How the page is built when nobody means harm."""
    return skeleton(parsed(page_of(form)))


def poisoned(thing: Any, text: str) -> Any:  # Any: it walks dataclasses of every shape
    """The same form or city with ``text`` as every word; HTML of ours holds it escaped."""
    if isinstance(thing, Expression) or not dataclasses.is_dataclass(thing):
        return thing
    changes = {}
    for attribute in dataclasses.fields(thing):
        value = getattr(thing, attribute.name)
        if isinstance(value, str) and value and attribute.name not in NO_WORDS:
            changes[attribute.name] = _html(value, text) if attribute.name in HTML_WORDS else text
        elif isinstance(value, tuple):
            changes[attribute.name] = tuple(poisoned(item, text) for item in value)
        elif dataclasses.is_dataclass(value) and not isinstance(value, Field):
            changes[attribute.name] = poisoned(value, text)
    return dataclasses.replace(thing, **changes)


def _html(value: str, text: str) -> str:
    return f"<p>{escape(text)}</p>" if value.startswith("<p>") else str(escape(text))


def page_of(form: Form, city: Any = CITY, language: Language = ENGLISH) -> str:
    template = renderer().form_page(form, form.pages[0], city, language, [language])
    context = {**request_context.anyone(), **request_context.form_page(form, form.pages[0])}
    return request_context.answered(template, context, language)


@pytest.mark.parametrize("text", [*HOSTILE, MIXED])
def test_hostile_words_of_a_spec_are_shown_and_do_nothing(form: Form, calm: Skeleton, text: str) -> None:
    tree = parsed(page_of(poisoned(form, text), poisoned(CITY, text)))
    assert skeleton(tree) == calm
    shown = " ".join(text.split())
    labels = [text_of(label) for label in elements(tree, "label") if label.attrib["for"] == "a_text"]
    assert labels == [shown]
    assert text_of(next(elements(tree, "h1"))) == shown
    assert [text_of(option) for option in elements(tree, "option")].count(shown) == 2
    assert "49" not in text_of(tree)


def test_hostile_translations_are_shown_and_do_nothing(form: Form, calm: Skeleton) -> None:
    language = Language("en", translations=Hostile())
    tree = parsed(page_of(form, language=language))
    assert skeleton(tree) == calm
    assert "Page 1 of 1{{7*7}} {% raw %}" in text_of(tree)


@pytest.mark.parametrize("name", renderer().screens)
def test_hostile_words_are_inert_on_every_screen(form: Form, name: str) -> None:
    def shown(form: Form, city: Any, language: Language) -> str:
        context = {**request_context.anyone(), **request_context.screen(name, [form])}
        template = renderer().screen(name, city, language, [language], [form])
        return request_context.answered(template, context, language)

    calm = skeleton(parsed(shown(form, CITY, Language("en"))))
    loud = shown(poisoned(form, MIXED), poisoned(CITY, MIXED), Language("en", translations=Hostile()))
    assert skeleton(parsed(loud)) == calm
    assert "49" not in text_of(parsed(loud))


def test_hostile_words_are_inert_where_a_form_begins(form: Form) -> None:
    full = dataclasses.replace(
        form,
        **dict.fromkeys(
            ("summary", "audience", "purpose", "retention", "fee", "time_frame", "next_steps"), "w"
        ),
    )

    def shown(form: Form, language: Language) -> str:
        context = {**request_context.anyone(), **request_context.start(form)}
        return request_context.answered(renderer().start(form, CITY, language, [language]), context, language)

    loud = shown(poisoned(full, MIXED), Language("en", translations=Hostile()))
    assert skeleton(parsed(loud)) == skeleton(parsed(shown(full, Language("en"))))


def test_a_hostile_text_inside_a_condition_stays_a_text(tmp_path: Path) -> None:
    form = compiled(
        tmp_path,
        """
        - {field: first, type: text, label: First}
        - {field: second, type: text, label: Second, show_if: "first == '{{7*7}}<b>%}'"}
        """,
    )
    tree = parsed(page_of(form))
    conditions: list[Mapping[str, str]] = [e.attrib for e in elements(tree) if "data-show-if" in e.attrib]
    assert [condition["data-show-if"] for condition in conditions] == [
        '["==",["get","first"],"{{7*7}}<b>%}"]'
    ]
