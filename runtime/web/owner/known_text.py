"""Texts about facts: source, language, and proposals that wait for a steward."""

from __future__ import annotations

from markupsafe import Markup, escape

from forms.fields.base import Field
from forms.pages.every_page import Marks
from forms.text.formats import long_date
from forms.text.language import Language
from forms.text.messages import message
from forms.text.text import in_one_line
from runtime.dataset.records.facts import Fact
from runtime.services.display import display_value
from runtime.services.filling.form_state import parse
from runtime.services.site.agencies import agency_title
from runtime.web.http.request_context import RequestContext


def language_of_fact(ctx: RequestContext, master: str) -> Language:
    """The language of a fact's texts: the user's, or the source language until they are translated."""
    if master not in ctx.site.untranslated(ctx.language.code):
        return ctx.language
    return ctx.site.languages[ctx.site.source_language]


def marks(ctx: RequestContext, language: Language) -> Marks:
    """``lang`` and ``dir`` of text in another language than the page; empty for the same language."""
    other = language.code != ctx.language.code
    return {"lang": language.code if other else "", "dir": language.direction if other else ""}


def known_text(ctx: RequestContext, field: Field, fact: Fact) -> str:
    """The source of a fact on a page, and the owner's newer answer that waits for its steward."""
    source = ctx.provenance(fact)
    proposal = ctx.proposals.get(fact.master)
    return Markup("{} · {}").format(source, waiting(ctx, field, proposal)) if proposal else source


def waiting(ctx: RequestContext, field: Field, proposal: Fact) -> str:
    """“Waiting for the Revenue Office since March 3, 2026: New Dumplings LLC”, for a page to print."""
    steward = field.shared.steward if field.shared else ""
    language = language_of_fact(ctx, proposal.master)
    value = in_one_line(display_value(language, field, parse(field, proposal.value)))
    foreign = marks(ctx, language)["lang"]
    sentence = message(
        "Waiting for {agency} since {day}: {proposed}",
        agency=agency_title(ctx.city, steward) or ctx.city.title,
        day=long_date(proposal.said_at.astimezone(ctx.timezone).date(), ctx.language.locale),
        proposed=_PLACE if foreign else value,
    )
    text = ctx.language.say(sentence)
    return escape(text).replace(_PLACE, _MARKED.format(language, value)) if foreign else text


_PLACE = "\ue0f3"  # placeholder for the value: a private character that occurs in no agency name or date
_MARKED = Markup('<span lang="{0.code}" dir="{0.direction}">{1}</span>')
