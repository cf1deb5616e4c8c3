"""Every page of every form of Foggyton is valid, named and well connected, as rendered for a request."""

from __future__ import annotations

from tests.unit.rendering.pages import faults
from tests.unit.rendering.sample import foggyton
from tests.unit.rendering.test_every_page import answered, everything, pages_of


def test_every_page_of_every_form_is_valid_and_well_connected() -> None:
    city = foggyton()
    found = {
        name: faults(answered(city, form, page, **everything(page))) for name, form, page in pages_of(city)
    }
    assert len(found) >= 50
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
