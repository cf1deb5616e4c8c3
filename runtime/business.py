"""What the page “My business” shows: every fact that the city knows, and those that it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.fields.base import Field, Value
from forms.model.form import Form
from forms.pages.portal import BusinessTab, FactRow, FactSection, UnknownFact
from forms.text.messages import message
from runtime.agencies import agency_title
from runtime.dataset import Fact
from runtime.filling import parse
from runtime.locations import locations_of
from runtime.telling import language_of_fact, marks, value_said, waiting
from runtime.visit import Visit

BUSINESS_TAB = "business"


@dataclass(frozen=True)
class _Known:
    """One master field with what the city knows and what waits for its steward."""

    form: Form
    value: Value
    fact: Fact | None
    proposal: Fact | None

    @property
    def field(self) -> Field:
        """The question behind the fact."""
        return self.form.pages[0].fields[0]


def business_context(visit: Visit) -> BusinessTab:
    """The whole page, of the business acted for and the person signed in."""
    facts, proposals = visit.known_facts(), visit.waiting_facts()
    forms = visit.edition.fact_forms(visit.language.code).values()
    found = [_known(form, facts, proposals) for form in forms]
    return {
        "tab": BUSINESS_TAB,
        "known_count": sum(1 for known in found if known.value is not None),
        "sections": list(_sections(visit, found)),
        "unknown": [_unknown_row(visit, known) for known in found if known.value is None],
        "locations": locations_of(visit.owner),
        "location": visit.owner.business.name if visit.owner.business.of else "",
    }


def _known(form: Form, facts: Mapping[str, Fact], proposals: Mapping[str, Fact]) -> _Known:
    fact = facts.get(form.name)
    value = parse(form.pages[0].fields[0], fact.value) if fact else None
    return _Known(form, value, fact, proposals.get(form.name))


def _sections(visit: Visit, found: list[_Known]) -> Iterator[FactSection]:
    """The facts about the business by the agency that answers for them, then those about the person."""
    for agency in visit.city.agencies:
        yield from _section(
            visit, agency.title, "business", [k for k in found if k.form.agency == agency.name]
        )
    yield from _section(visit, visit.language.say(message("About you")), "person", found)


def _section(visit: Visit, title: str, party: str, found: list[_Known]) -> Iterator[FactSection]:
    rows = [
        _row(visit, known)
        for known in found
        if known.field.shared and known.field.shared.party == party and (known.fact or known.proposal)
    ]
    if rows:
        yield {"title": title, "rows": rows}


def _row(visit: Visit, known: _Known) -> FactRow:
    fact, language = known.fact, language_of_fact(visit, known.form.name)
    return {
        "label": known.field.label,
        "said": value_said(visit, known.field, known.value, language),
        **marks(visit, language),
        "known": visit.provenance(fact) if fact and known.value is not None else "",
        "verified": _verified(visit, fact),
        "waiting": _waiting(visit, known),
        "url": visit.url("business", known.form.name),
    }


def _unknown_row(visit: Visit, known: _Known) -> UnknownFact:
    worded = marks(visit, language_of_fact(visit, known.form.name))
    return {"label": known.field.label, "url": visit.url("business", known.form.name), **worded}


def _verified(visit: Visit, fact: Fact | None) -> str:
    if fact is None or not fact.verified_by:
        return ""
    agency = agency_title(visit.city, fact.verified_by)
    return visit.language.say(message("Verified by {agency}", agency=agency))


def _waiting(visit: Visit, known: _Known) -> str:
    return waiting(visit, known.field, known.proposal) if known.proposal else ""
