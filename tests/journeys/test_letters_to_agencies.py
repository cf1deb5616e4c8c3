"""What an agency reads in its mailbox: who sent what, and no answer that is confidential, under any name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.dataset import Message
from runtime.services.mail.settings import MailSettings
from runtime.services.pdf import CannotPrint, PdfPrinter
from runtime.web.background import worker
from runtime.web.http.guards import services
from tests.journeys.browser import Browser
from tests.journeys.city import CITY, MASTER_FIELDS, build_city
from tests.journeys.conftest import Site
from tests.mail.clock import time_passes
from tests.mail.server import Mailbox, running
from tests.once import Once
from tests.paper.pdf import Pdf

AGENCY = "revenue@harborview.example"
PAYROLL = """
form: payroll
title: Report your payroll
purpose: To set the tax.
actions: [receipt, notify_agency]
pages:
  - page: money
    title: Your money
    fields:
      - use: business.legal_name
      - use: business.payroll
      - use: business.ein
      - {field: tax, type: calculated, label: Tax, calculate: payroll * 0.1, shows: money}
      - {field: rest, type: calculated, label: What is left, calculate: payroll - tax, shows: money}
      - {field: much, type: calculated, label: Is it much?, calculate: payroll > 5, shows: yes_no}
      - {field: planned, type: money, label: Planned payroll, default: payroll + 1}
      - {field: workers, type: integer, label: Workers}
      - {field: half, type: calculated, label: Half of the workers, calculate: workers / 2, shows: number}
  - page: places
    title: Your places
    fields:
      - use: business.home
      - {field: post, type: address, label: Address for letters, same_as: [home]}
      - {field: other, type: address, label: Another address, required: false}
  - page: people
    title: Your people
    fields:
      - use: business.owners
      - field: kind
        type: choice
        label: Kind of work
        options: {food: Food, fish: Fish}
      - {field: plan, type: file, label: Plan, required: false, max_mb: 1, max_files: 1}
      - {field: remarks, type: long_text, label: Remarks, required: false}
"""
SECRET_PAGE = """
form: silent
title: Silent
purpose: To keep it.
actions: [notify_agency]
pages:
  - page: money
    title: Your money
    fields:
      - use: business.payroll
"""


@pytest.fixture(scope="session")
def output(once_a_run: Once) -> Path:
    city = CITY.replace("  - agency: revenue\n", "  - agency: revenue\n    attach_pdf: true\n")
    masters = MASTER_FIELDS.replace(
        "person:\n",
        "  payroll: {type: money, label: Payroll, sensitivity: confidential, steward: revenue}\n"
        "  home: {type: address, label: Home address, sensitivity: confidential, steward: revenue}\n"
        "person:\n",
        1,
    )
    more = {
        "city.yaml": city,
        "master_fields.yaml": masters,
        "revenue/payroll.yaml": PAYROLL,
        "fire/silent.yaml": SECRET_PAGE,
    }
    return once_a_run("letters", lambda folder: build_city(folder, more)) / "output"


ADDRESS = {"street": "77 Secret Lane", "city": "Harborview", "state": "CA", "zip": "02134"}


def report(owner: Browser, language: str = "en") -> str:
    """Fill in the payroll and send it; gives the reference."""
    owner.open(f"/{language}/forms/payroll/money")
    money = {"payroll": "1234567", "planned": "1234568"}
    owner.send(legal_name="Golden Dumplings", ein="12-3456789", workers="7", **money)
    home = {f"home__{part}": value for part, value in ADDRESS.items()}
    owner.send(**home, **{f"post__{part}": value for part, value in ADDRESS.items()})
    owner.send(
        owners__0__name="Mei Chen",
        owners__0__share="60",
        owners__0__tax_number="123-45-6789",
        kind="fish",
        remarks="One\nTwo {reference}",
        files={"plan": (b"%PDF-1.7 the plan of the kitchen", "plan.pdf")},
    )
    owner.send(button="send")
    found = re.search(r"HAR-\w{4}-\w{4}", owner.page.text)
    assert found, owner.page.errors
    return found[0]


def letter(site: Site, to: str = AGENCY) -> Message:
    (found,) = site.store.outbox.all(to)
    return found


def test_the_letter(site: Site, owner: Browser) -> None:
    reference = report(owner)
    found = letter(site)
    assert found.subject == f"New: Report your payroll ({reference})"
    assert found.body == (
        f"Golden Dumplings has sent “Report your payroll”. The reference is {reference}.\n"
        "\n"
        "Your money\n"
        "Legal name of the business\n"
        "    Golden Dumplings\n"
        "Workers\n"
        "    7\n"
        "Half of the workers\n"
        "    3.5\n"
        "\n"
        "Your places\n"
        "Another address\n"
        "    Not answered\n"
        "\n"
        "Your people\n"
        "Kind of work\n"
        "    Fish\n"
        "Plan\n"
        "    plan.pdf (0.1 KB)\n"
        "Remarks\n"
        f"    One\n    Two {reference}\n"
        "\n"
        "9 answers are confidential and not in this letter.\n"
        "\n"
        "Whoever runs the portal can print the whole submission for you, and lets the owner know what you "
        "decide: name the reference."
    )


def test_no_confidential_answer_is_in_it_under_any_name(site: Site, owner: Browser) -> None:
    report(owner)
    body = letter(site).body
    for secret in ("234,56", "123,456", "1,111,110", "6789", "Secret Lane", "Mei Chen", "Is it much"):
        assert secret not in body
    assert "Sign in" not in body


def test_it_speaks_the_citys_own_language(site: Site, owner: Browser) -> None:
    english = report(owner)
    first = letter(site)
    spanish = report(owner, "es")
    (second, again) = site.store.outbox.all(AGENCY)
    assert again == first
    assert second.body == first.body.replace(english, spanish)
    assert second.language == "en"


def test_a_letter_without_any_answer_says_why(site: Site, owner: Browser) -> None:
    owner.open("/en/forms/silent/money")
    owner.send(payroll="1234567")
    owner.send(button="send")
    body = letter(site, "fire@harborview.example").body
    assert body.startswith("A business that has no name yet has sent “Silent”. The reference is HAR-")
    assert "\n\n1 answer is confidential and not in this letter.\n\n" in body
    assert "567" not in body
    assert letter(site, "fire@harborview.example").attachment == ""


def work(site: Site, mailbox: Mailbox) -> None:
    with site.app.app_context():
        own = services()
    with running(mailbox) as server:
        mail = MailSettings(smtp=f"smtp://127.0.0.1:{server.port}", sender="permits@harborview.example")
        worker(replace(own, settings=replace(own.settings, mail=mail))).work_once()


def test_the_pdf_goes_with_it_where_the_agency_says_so(site: Site, owner: Browser) -> None:
    reference, mailbox = report(owner, "es"), Mailbox()
    work(site, mailbox)
    (arrived,) = [one for one in mailbox.letters if one["To"] == AGENCY]
    text, pdf = arrived.iter_parts()
    assert text.get_content().rstrip().endswith("The whole submission is attached as a PDF.")
    assert pdf.get_filename() == f"{reference}.pdf"
    said = re.sub(r"\s+", " ", Pdf(pdf.get_content()).text_in_order())
    for shown in (reference, "Report your payroll", "Golden Dumplings", "$1,234,567.00", "77 Secret Lane"):
        assert shown in said
    for hidden in ("12-3456789", "123-45-6789", "http", "Read it online"):
        assert hidden not in said
    others = [one for one in mailbox.letters if one["To"] != AGENCY]
    assert others
    assert not any(one.is_multipart() for one in others)


def test_without_paper_the_letter_waits_a_little_and_then_goes_alone(
    site: Site, owner: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(owner)
    monkeypatch.setattr(PdfPrinter, "render", _broken)
    mailbox = Mailbox()
    for _ in range(2):
        work(site, mailbox)
        found = letter(site)
        assert (found.state, found.problem) == ("delayed", "no PDF: There is no paper.")
        time_passes(tmp_path / "store.db", minutes=10)
    work(site, mailbox)
    assert letter(site).state == "sent"
    (arrived,) = [one for one in mailbox.letters if one["To"] == AGENCY]
    assert not arrived.is_multipart()
    assert arrived.get_content().rstrip().endswith("could not be made, so this letter comes without it.")


def _broken(printer: PdfPrinter, html: str) -> bytes:
    raise CannotPrint("There is no paper.")
