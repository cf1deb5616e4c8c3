"""Open tabs by themselves, and receipts, are given exactly what `forms.pages` declares."""

from __future__ import annotations

import pytest

from runtime.services.pdf import PdfPrinter
from tests.declared import listening
from tests.journeys.browser import Browser
from tests.journeys.steps import register


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A printer that needs no library of the system."""
    monkeypatch.setattr(PdfPrinter, "render", lambda *_: b"%PDF-")


@pytest.mark.usefixtures("printer")
def test_a_receipt_is_given_what_is_declared(owner: Browser) -> None:
    reference = register(owner)
    with listening() as given:
        owner.client.get(f"/en/submissions/{reference}.pdf")
    assert "receipt" in given.kinds
    assert given.found == set()


def test_an_open_tab_is_given_what_is_declared(owner: Browser) -> None:
    register(owner)
    with listening() as given:
        for path in ("business", "may-apply", "", "agency/revenue"):
            owner.client.get(f"/en/{path}", headers={"X-Part": "desk"})
    assert given.kinds >= {"business desk", "may_apply desk", "portal desk"}
    assert given.found == set()
