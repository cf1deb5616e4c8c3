"""The source of a fact, as one sentence."""

from __future__ import annotations

from datetime import date

from forms.model.form import City
from forms.text.formats import long_date
from forms.text.language import Language
from forms.text.messages import Message, message
from runtime.dataset import Source


def provenance(language: Language, city: City, form: str, source: Source, day: date) -> str:
    """“From your business registration, March 3, 2026”; ``form`` is the form's title if it still exists."""
    return language.say(_sentence(city, form, source, long_date(day, language.locale)))


def is_master(name: str) -> bool:
    """Whether a source is a master field: these have a dot in their names, forms have none."""
    return "." in name


def _sentence(city: City, form: str, source: Source, day: str) -> Message:
    if source.kind == "submission" and form:
        return message("From your form “{form}”, {day}", form=form, day=day)
    if source.kind == "submission" and is_master(source.name):
        return message("From your page “My business”, {day}", day=day)
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
