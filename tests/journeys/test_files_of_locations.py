"""Files that each location has for itself: those of one are neither offered to another nor in its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.browser import Browser
from tests.journeys.city import MASTER_FIELDS, build_city
from tests.journeys.conftest import Site
from tests.journeys.steps import register
from tests.journeys.test_locations import acted_for, add, values
from tests.journeys.test_uploads import PDF

MASTERS = """business:
  lease: {type: file, label: Lease, steward: fire, max_mb: 1, max_files: 2, each_location: true}
  deed: {type: file, label: Deed, steward: fire, max_mb: 1, max_files: 2}
"""
FORM = """
form: papers
title: Papers of the premises
summary: Show your papers.
purpose: To know who may use the premises.
pages:
  - page: papers
    title: Your papers
    fields:
      - use: business.lease
      - use: business.deed
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city with two files in its dictionary: one for each location, one for the whole business."""
    masters = MASTER_FIELDS.replace("business:\n", MASTERS, 1)
    more = {"master_fields.yaml": masters, "fire/papers.yaml": FORM}
    return build_city(tmp_path_factory.mktemp("city"), more)


def test_a_location_has_files_of_its_own_and_shares_the_others(site: Site, owner: Browser) -> None:
    register(owner)
    owner.open("/en/forms/papers/papers")
    owner.send(files={"lease": (PDF, "first.pdf"), "deed": (PDF, "deed.pdf")})
    owner.send(button="send")
    add(owner)
    page = owner.open("/en/forms/papers/papers")
    assert "first.pdf" not in page.text
    assert "deed.pdf" in page.text
    owner.send(files={"lease": (PDF, "second.pdf")})
    owner.send(button="send")
    assert owner.page.heading == "We have your answers", owner.page.errors
    business, location = acted_for(site)
    assert set(values(site, location)) == {"business.lease"}
    assert "first.pdf" in str(values(site, business)["business.lease"])
    page = owner.open("/en/forms/papers/papers")
    assert "second.pdf" in page.text
    assert "first.pdf" not in page.text
