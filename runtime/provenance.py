"""Where a known answer came from, as one sentence."""

from __future__ import annotations

from markupsafe import Markup

from forms.messages import Message, message
from runtime.stores import Fact, Source
from runtime.visit import Visit
from runtime.words import moment


def provenance(visit: Visit, fact: Fact) -> Markup:
    """“From your business registration, March 3, 2026”, in the reader's language."""
    day, _ = moment(fact.said_at, visit.city.timezone, visit.language.locale)
    return Markup("{}").format(visit.language.say(_sentence(visit, fact, day)))


def _sentence(visit: Visit, fact: Fact, day: str) -> Message:
    source = fact.source
    if source.kind == "submission" and (title := _form_title(visit, source)):
        return message("From your form “{form}”, {day}", form=title, day=day)
    agency = _agency_title(visit, source)
    if source.kind == "steward":
        return message("Corrected by {agency}, {day}", agency=agency, day=day)
    return message("From the records of {agency}, {day}", agency=agency, day=day)


def _form_title(visit: Visit, source: Source) -> str:
    form = visit.edition.form(visit.language.code, source.name)
    return form.title if form else ""


def _agency_title(visit: Visit, source: Source) -> str:
    titles = (agency.title for agency in visit.city.agencies if agency.name == source.agency)
    return next(titles, visit.city.title)
