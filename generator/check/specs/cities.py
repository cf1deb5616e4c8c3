"""Checks of ``city.yaml``: languages, currency, time zone, agencies and registers."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterable, Iterator

import babel
import babel.core

from forms.fields.types import email
from generator.check.specs.references import item_place
from generator.compile.cities import CURRENCIES
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml.nodes import Place
from generator.specs.models import CitySpec

_LANGUAGE = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_ENGLISH = babel.Locale("en")


def check_city(spec: CitySpec) -> Iterator[Problem]:
    """All checks of ``city.yaml``."""
    yield from _check_languages(spec)
    if spec.currency not in CURRENCIES:
        yield spec.at("currency").problem(
            "E317",
            f"“{spec.currency[:60]}” is not a currency.",
            f"Write three letters, such as USD. {nearest(spec.currency, CURRENCIES)}",
        )
    if not _is_zone(spec.timezone):
        yield spec.at("timezone").problem(
            "E317",
            f"“{spec.timezone[:60]}” is not a time zone.",
            nearest(spec.timezone, zoneinfo.available_timezones()),
        )
    yield from _check_letters(spec)
    agencies = [agency.agency for agency in spec.agencies]
    yield from _twice("agency", ((agency.agency, agency.at("agency")) for agency in spec.agencies))
    yield from _twice("register", ((found.register_, found.at("register")) for found in spec.registers))
    workflows = ((name, item_place(spec, "workflows", n)) for n, name in enumerate(spec.workflows))
    yield from _twice("workflow", workflows)
    for register in spec.registers:
        if register.agency not in agencies:
            yield register.at("agency").problem(
                "E313", f"There is no agency “{register.agency}”.", nearest(register.agency, agencies)
            )


def is_language(code: str) -> bool:
    """Whether ``code`` is a language, optionally with script and territory."""
    found = _LANGUAGE.fullmatch(code)
    return found is not None and found[1] in _ENGLISH.languages


def language_meant(written: str) -> str:
    """A remedy for an unknown code, which may be a language's name or three-letter code."""
    by_name = {name.lower(): str(code) for code, name in _ENGLISH.languages.items()}
    code = by_name.get(written.lower()) or babel.core.get_global("language_aliases").get(written.lower(), "")
    named = f"Write {code}. " if _LANGUAGE.fullmatch(code) else ""
    return f"{named}A code is two or three letters, such as en, es or zh-Hant."


def _check_languages(spec: CitySpec) -> Iterator[Problem]:
    places = [item_place(spec, "languages", number) for number in range(len(spec.languages))]
    for code, place in zip(spec.languages, places, strict=True):
        if not is_language(code):
            yield place.problem("E317", f"“{code[:60]}” is not the code of a language.", language_meant(code))
    yield from _twice("language", zip(spec.languages, places, strict=True))


def _check_letters(spec: CitySpec) -> Iterator[Problem]:
    """Addresses must be valid, and agencies that want letters must have one."""
    for contact in (spec.contact, *(agency.contact for agency in spec.agencies)):
        if contact.email and email.normal(contact.email) is None:
            yield contact.at("email").problem(
                "E318",
                f"“{contact.email[:60]}” is not an e-mail address.",
                "Write one address alone, such as permits@city.example.",
            )
    for agency in spec.agencies:
        if agency.attach_pdf and not agency.contact.email:
            yield agency.at("attach_pdf").problem(
                "E318",
                f"“{agency.agency}” has no e-mail address to which a PDF could go.",
                "Write one under “contact”, or leave out attach_pdf.",
            )


def _twice(what: str, names: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name, place in names:
        if name in seen:
            yield place.problem("E323", f"The {what} “{name}” is listed twice.", "Remove one of the two.")
        seen.add(name)


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
