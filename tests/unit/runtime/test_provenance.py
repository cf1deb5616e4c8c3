"""Each known answer says where it came from, as far as that still has a name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forms.model.form import Agency, City, Register
from forms.text.language import ENGLISH
from runtime.dataset import Source
from runtime.services.site.provenance import provenance

CITY = City(
    name="harborview",
    title="City of Harborview",
    agencies=(Agency(name="revenue", title="Revenue Office"),),
    registers=(Register(name="tax_roll", agency="revenue", title="Tax roll"),),
)


@pytest.mark.parametrize(
    ("form", "source", "said"),
    [
        (
            "Register",
            Source("submission", "registration", "revenue"),
            "From your form “Register”, March 3, 2026",
        ),
        ("", Source("submission", "gone", "revenue"), "From the records of Revenue Office, March 3, 2026"),
        ("", Source("register", "tax_roll", "revenue"), "From the register “Tax roll”, March 3, 2026"),
        ("", Source("register", "unknown", "revenue"), "From the records of Revenue Office, March 3, 2026"),
        ("", Source("steward", "", "revenue"), "Corrected by Revenue Office, March 3, 2026"),
        ("", Source("register", "unknown", "gone"), "From the records of City of Harborview, March 3, 2026"),
    ],
)
def test_a_source_is_said_with_its_day(form: str, source: Source, said: str) -> None:
    assert provenance(ENGLISH, CITY, form, source, datetime(2026, 3, 3, 20, tzinfo=UTC)) == said
