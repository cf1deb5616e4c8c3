"""The template values of “My business”: all known facts, and the master fields without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.fields.base import Field, Value
from forms.model.form import Form
from forms.pages.portal import BusinessTab, FactRow, FactSection, UnknownFact
from forms.text.messages import message
from runtime.dataset.records.facts import Fact
from runtime.services.display import display_value
from runtime.services.facts.known_facts import known_facts, proposed_facts
from runtime.services.filling.form_state import parse
from runtime.services.identity.locations import locations_of
from runtime.services.site.agencies import agency_title
from runtime.web.http.request_context import RequestContext
from runtime.web.owner.known_text import language_of_fact, marks, waiting

BUSINESS_TAB = "business"


@dataclass(frozen=True)
class _Known:
    """One master field with its fact and the proposal that waits for its steward."""

    form: Form
    value: Value
    fact: Fact | None
    proposal: Fact | None

    @property
    def field(self) -> Field:
        """The question for the fact."""
        return self.form.pages[0].fields[0]


def business_context(ctx: RequestContext) -> BusinessTab:
    """The values of the whole page, for the business acted for and the person signed in."""
    facts, proposals = known_facts(ctx), proposed_facts(ctx)
    forms = ctx.site.fact_forms(ctx.language.code).values()
    found = [_known(form, facts, proposals) for form in forms]
    return {
        "tab": BUSINESS_TAB,
        "known_count": sum(1 for known in found if known.value is not None),
        "sections": list(_sections(ctx, found)),
        "unknown": [_unknown_row(ctx, known) for known in found if known.value is None],
        "locations": locations_of(ctx.owner),
        "location": ctx.owner.business.name if ctx.owner.business.of else "",
    }


def _known(form: Form, facts: Mapping[str, Fact], proposals: Mapping[str, Fact]) -> _Known:
    fact = facts.get(form.name)
    value = parse(form.pages[0].fields[0], fact.value) if fact else None
    return _Known(form, value, fact, proposals.get(form.name))


def _sections(ctx: RequestContext, found: list[_Known]) -> Iterator[FactSection]:
    """The facts about the business grouped by steward, then those about the person."""
    for agency in ctx.city.agencies:
        yield from _section(ctx, agency.title, "business", [k for k in found if k.form.agency == agency.name])
    yield from _section(ctx, ctx.language.say(message("About you")), "person", found)


def _section(ctx: RequestContext, title: str, party: str, found: list[_Known]) -> Iterator[FactSection]:
    rows = [
        _row(ctx, known)
        for known in found
        if known.field.shared and known.field.shared.party == party and (known.fact or known.proposal)
    ]
    if rows:
        yield {"title": title, "rows": rows}


def _row(ctx: RequestContext, known: _Known) -> FactRow:
    fact, language = known.fact, language_of_fact(ctx, known.form.name)
    return {
        "label": known.field.label,
        "said": display_value(language, known.field, known.value),
        **marks(ctx, language),
        "known": ctx.provenance(fact) if fact and known.value is not None else "",
        "verified": _verified(ctx, fact),
        "waiting": _waiting(ctx, known),
        "url": ctx.url("business", known.form.name),
    }


def _unknown_row(ctx: RequestContext, known: _Known) -> UnknownFact:
    worded = marks(ctx, language_of_fact(ctx, known.form.name))
    return {"label": known.field.label, "url": ctx.url("business", known.form.name), **worded}


def _verified(ctx: RequestContext, fact: Fact | None) -> str:
    if fact is None or not fact.verified_by:
        return ""
    agency = agency_title(ctx.city, fact.verified_by)
    return ctx.language.say(message("Verified by {agency}", agency=agency))


def _waiting(ctx: RequestContext, known: _Known) -> str:
    return waiting(ctx, known.field, known.proposal) if known.proposal else ""
