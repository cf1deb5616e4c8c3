"""Compiles a city's spec."""

from __future__ import annotations

import babel

from forms.model.form import Agency, City, Contact, Register
from generator.compile.plan import Decided
from generator.compile.wording import Say, Voice
from generator.specs.models import AgencySpec, CitySpec, ContactSpec, RegisterSpec

CURRENCIES = babel.Locale("en").currencies
"""The name of every currency by its code."""


def make_city(spec: CitySpec, say: Say) -> City:
    """The city in the language of ``say``."""
    voice = Voice(say, "city", "The city, on every page.")
    return City(
        name=spec.city,
        title=voice.of("name", spec.name, spec.at("name")),
        tagline=voice.of("tagline", spec.tagline, spec.at("tagline")),
        languages=spec.languages,
        theme=spec.theme,
        currency=spec.currency,
        timezone=spec.timezone,
        contact=_contact(spec.contact, voice),
        agencies=tuple(_agency(agency, say) for agency in spec.agencies),
        registers=tuple(_register(register, say) for register in spec.registers),
    )


def decided_by(city: City | CitySpec | None) -> Decided:
    """What the city decides for options; an unknown currency is left out, as it is reported elsewhere."""

    def decide(option: str, otherwise: object) -> object:
        if city is None or option != "currency" or city.currency == otherwise:
            return otherwise
        return city.currency if city.currency in CURRENCIES else otherwise

    return decide


def _agency(spec: AgencySpec, say: Say) -> Agency:
    voice = Voice(say, f"agencies.{spec.agency}", f"Agency “{spec.name}”.")
    return Agency(
        name=spec.agency,
        title=voice.of("name", spec.name, spec.at("name")),
        summary=voice.of("summary", spec.summary, spec.at("summary")),
        contact=_contact(spec.contact, voice),
        attach_pdf=spec.attach_pdf,
    )


def _contact(spec: ContactSpec, voice: Voice) -> Contact:
    hours = voice.of("contact.hours", spec.hours, spec.at("hours"))
    return Contact(phone=spec.phone, email=spec.email, address=spec.address, hours=hours)


def _register(spec: RegisterSpec, say: Say) -> Register:
    about = "Stands in: “From the sales tax register, 3 March 2026”."
    voice = Voice(say, f"registers.{spec.register_}", about)
    title = voice.of("name", spec.name, spec.at("name"))
    return Register(name=spec.register_, agency=spec.agency, title=title)
