"""Where a known answer came from, as one sentence."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from markupsafe import Markup

from forms.form import City
from forms.messages import Message, message
from runtime.edition import Edition
from runtime.stores import Fact, Source
from runtime.visit import Visit
from runtime.words import moment


def provenance(visit: Visit, fact: Fact) -> Markup:
    """“From your business registration, March 3, 2026”, in the reader's language."""
    return _said(visit.edition, visit.language.code, fact.source, fact.said_at)


# One submission is the source of many facts, and every page that shows them says so.
@lru_cache(maxsize=2048)
def _said(edition: Edition, code: str, source: Source, said_at: datetime) -> Markup:
    language, city = edition.languages[code], edition.city(code)
    day, _ = moment(said_at, city.timezone, language.locale)
    return Markup("{}").format(language.say(_sentence(edition, code, city, source, day)))


def _sentence(edition: Edition, code: str, city: City, source: Source, day: str) -> Message:
    form = edition.form(code, source.name) if source.kind == "submission" else None
    if form:
        return message("From your form “{form}”, {day}", form=form.title, day=day)
    if register := _register_title(city, source):
        return message("From the register “{register}”, {day}", register=register, day=day)
    agency = _agency_title(city, source)
    if source.kind == "steward":
        return message("Corrected by {agency}, {day}", agency=agency, day=day)
    return message("From the records of {agency}, {day}", agency=agency, day=day)


def _register_title(city: City, source: Source) -> str:
    titles = (register.title for register in city.registers if register.name == source.name)
    return next(titles, "") if source.kind == "register" else ""


def _agency_title(city: City, source: Source) -> str:
    titles = (agency.title for agency in city.agencies if agency.name == source.agency)
    return next(titles, city.title)
