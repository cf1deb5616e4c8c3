"""Agencies by their names, as readers know them."""

from __future__ import annotations

from forms.model.form import Agency, City


def agency_of(city: City, agency: str) -> Agency | None:
    """The agency of this name; None for one that the city no longer has."""
    return next((known for known in city.agencies if known.name == agency), None)


def agency_title(city: City, agency: str) -> str:
    """What an agency is called; its bare name when the city no longer has it."""
    found = agency_of(city, agency)
    return found.title if found else agency
