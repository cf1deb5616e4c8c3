"""Answers and facts in a reader's words: as said, where they came from, and what waits for a steward."""

from __future__ import annotations

from markupsafe import Markup, escape

from forms.fields.base import Field, Value
from forms.pages.every_page import Marks
from forms.text.formats import long_date
from forms.text.language import Language
from forms.text.messages import message
from forms.text.text import in_one_line
from runtime.agencies import agency_title
from runtime.dataset import Fact
from runtime.filling import parse
from runtime.visit import Visit


def value_said(visit: Visit, field: Field, value: Value, language: Language | None = None) -> str:
    """A value as people read it; masked when it is secret, empty when there is none."""
    if value is None:
        return ""
    return field.shown(value, language or visit.language)


def language_of_fact(visit: Visit, master: str) -> Language:
    """The language in which a fact is worded: the reader's, or the source language until it is translated."""
    if master not in visit.edition.unspoken(visit.language.code):
        return visit.language
    return visit.edition.languages[visit.edition.source_language]


def marks(visit: Visit, language: Language) -> Marks:
    """``lang`` and ``dir`` of words in another language than the page; empty for those in the same."""
    other = language.code != visit.language.code
    return {"lang": language.code if other else "", "dir": language.direction if other else ""}


def answer_said(visit: Visit, field: Field, value: Value) -> str:
    """A value where it must speak for itself: that there is none is said too."""
    return value_said(visit, field, value) or visit.language.say(message("Not answered"))


def known_text(visit: Visit, field: Field, fact: Fact) -> str:
    """Where a fact that a page shows came from, and which newer answer of hers waits beside it."""
    source = visit.provenance(fact)
    proposal = visit.proposals.get(fact.master)
    return Markup("{} · {}").format(source, waiting(visit, field, proposal)) if proposal else source


def waiting(visit: Visit, field: Field, proposal: Fact) -> str:
    """“Waiting for the Revenue Office since March 3, 2026: New Dumplings LLC”, for a page to print."""
    steward = field.shared.steward if field.shared else ""
    language = language_of_fact(visit, proposal.master)
    said = in_one_line(value_said(visit, field, parse(field, proposal.value), language))
    foreign = marks(visit, language)["lang"]
    sentence = message(
        "Waiting for {agency} since {day}: {proposed}",
        agency=agency_title(visit.city, steward) or visit.city.title,
        day=long_date(proposal.said_at.astimezone(visit.timezone).date(), visit.language.locale),
        proposed=_PLACE if foreign else said,
    )
    told = visit.language.say(sentence)
    return escape(told).replace(_PLACE, _MARKED.format(language, said)) if foreign else told


_PLACE = "\ue0f3"  # where the value goes: no name of an agency and no date has this private character
_MARKED = Markup('<span lang="{0.code}" dir="{0.direction}">{1}</span>')
