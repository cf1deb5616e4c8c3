"""A submission on paper: what its page shows, for whom it is, and a way out when nothing can be printed."""

from __future__ import annotations

import re

import pytest

from forms.text.direction import reads
from runtime.services.pdf import CannotPrint, PdfPrinter
from runtime.web.http.guards import services
from tests.journeys.browser import Browser
from tests.journeys.conftest import Site
from tests.journeys.steps import register
from tests.paper.pdf import Pdf
from tests.paper.universal import faults


def test_the_receipt_can_be_saved_as_an_accessible_pdf(owner: Browser) -> None:
    reference = register(owner)
    link = owner.page.link("Save as PDF")
    response = owner.client.get(link)
    assert response.status_code == 200
    assert response.content_type == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert f"{reference}.pdf" in response.headers["Content-Disposition"]
    pdf = Pdf(response.data)
    text = re.sub(r"\s+", " ", pdf.text_in_order())
    assert faults(pdf, "en") == []
    for shown in (reference, "Golden Gate Dumplings LLC", "Received", "5 Pier Street"):
        assert shown in text
    assert f"http://127.0.0.1:9321/en/submissions/{reference}" in text


def test_secrets_are_masked_on_paper_as_on_the_screen(owner: Browser) -> None:
    register(owner)
    text = Pdf(owner.client.get(owner.page.link("Save as PDF")).data).text_in_order()
    assert "123-45-6789" not in text
    assert "12-3456789" not in text
    assert "•" in text


def test_the_paper_speaks_the_language_of_the_page(owner: Browser) -> None:
    reference = register(owner)
    pdf = Pdf(owner.client.get(f"/es/submissions/{reference}.pdf").data)
    assert faults(pdf, "es") == []


def test_nobody_else_gets_it(site: Site, owner: Browser) -> None:
    reference = register(owner)
    stranger = site.signed_in("stranger@noodles.example")
    assert stranger.open(f"/en/submissions/{reference}.pdf").status == 404
    assert stranger.open("/en/submissions/HAR-0000-0000.pdf").status == 404
    guest = site.browser().client.get(f"/en/submissions/{reference}.pdf")
    assert guest.headers["Location"] == "/en/sign-in"


def test_when_nothing_can_be_printed_the_page_says_what_to_do_instead(
    site: Site, owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = register(owner)
    monkeypatch.setattr(PdfPrinter, "render", _broken)
    page = owner.open(f"/en/submissions/{reference}.pdf")
    assert page.status == 503
    assert "print the page instead" in page.text


@pytest.mark.parametrize(
    ("typed", "direction"),
    [
        ("728 Cannery Street", "ltr"),
        ("(415) 555-0142", "ltr"),
        ("••-•••6789", "ltr"),
        ("12 شارع الميناء", "rtl"),
        ("", "ltr"),
    ],
)
def test_each_line_reads_in_the_direction_of_its_own_letters(typed: str, direction: str) -> None:
    assert reads(typed) == direction


def _broken(printer: PdfPrinter, html: str) -> bytes:
    raise CannotPrint("There is no paper.")


def test_the_site_prints_with_one_press(site: Site) -> None:
    with site.app.app_context():
        assert isinstance(services().pdf, PdfPrinter)


def test_a_site_without_the_extra_offers_no_pdf(
    site: Site, owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = register(owner)
    assert owner.page.link("Save as PDF").endswith(f"/en/submissions/{reference}.pdf")
    with site.app.app_context():
        monkeypatch.setattr(services().pdf, "is_there", False)
    assert "Save as PDF" not in owner.open(f"/en/submissions/{reference}").text
    assert owner.open(f"/en/submissions/{reference}.pdf").status == 503
