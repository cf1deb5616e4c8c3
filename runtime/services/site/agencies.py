"""Agencies by name."""

from __future__ import annotations

from forms.model.form import Agency, City


def agency_of(city: City, agency: str) -> Agency | None:
    """The agency of this name; None when the city does not have it any more."""
    return next((known for known in city.agencies if known.name == agency), None)


def agency_title(city: City, agency: str) -> str:
    """The title of an agency, or its name when the city does not have it any more."""
    found = agency_of(city, agency)
    return found.title if found else agency
