"""The product's texts in templates: translated at build, or prepared for values of a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from jinja2 import TemplateRuntimeError, pass_context
from jinja2.runtime import Context

from forms.text import formats
from forms.text.language import Language
from forms.text.messages import Message
from forms.text.untranslated import Untranslated
from generator.render.brackets import Request, literal
from generator.translate.fallback import mark_product


@pass_context
def translated(context: Context, text: str, **values: object) -> str:
    """``_("Change {question}", question=label)``: a sentence translated at build."""
    sentence = _language(context).say(Message(text, values))
    return mark_product(sentence) if isinstance(sentence, Untranslated) else sentence


@pass_context
def filled_on_request(context: Context, text: str, **values: str) -> Request:
    """``say("Hello {name}", name="who")``: a sentence whose gaps are request expressions."""
    sentence = _language(context).translations.gettext(text)
    filled = Request("{{ fill(" + literal(sentence) + _arguments(values) + ") }}")
    return Request(mark_product(filled)) if isinstance(sentence, Untranslated) else filled


@pass_context
def counted_on_request(context: Context, one: str, many: str, count: str, **values: str) -> Request:
    """``nsay("{count} file", "{count} files", "files|length")``: for a number of the request.

    The request's own ``nsay`` selects the plural form, so the page's template contains the source text.
    """
    gaps = _arguments(values)
    return Request("{{ nsay(" + f"{literal(one)}, {literal(many)}, {count}{gaps}" + ") }}")


@pass_context
def long_date(context: Context, iso: str) -> str:
    """``long_date("2026-03-03")``: a date in words, which is unambiguous."""
    try:
        day = date.fromisoformat(iso)
    except (TypeError, ValueError) as error:
        raise TemplateRuntimeError(f"“{iso}” is no date: write one as 2026-03-03") from error
    return formats.long_date(day, _language(context).locale)


@pass_context
def long_dates(context: Context) -> tuple[str, ...]:
    """``long_dates()``: the date format of each month for the page script."""
    return formats.long_dates(_language(context).locale)


WORDS: Mapping[str, Callable[..., object]] = {
    "_": translated,
    "say": filled_on_request,
    "nsay": counted_on_request,
    "long_date": long_date,
    "long_dates": long_dates,
}


def _arguments(values: Mapping[str, str]) -> str:
    return "".join(f", {gap}={expression}" for gap, expression in values.items())


def _language(context: Context) -> Language:
    language = context["language"]
    if not isinstance(language, Language):
        raise TypeError("templates are rendered in a Language")
    return language
