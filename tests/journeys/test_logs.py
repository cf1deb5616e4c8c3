"""What the pages log: one line a request, each event where it happens, and ids that people can read out."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runtime.services.pdf import CannotPrint, PdfPrinter
from runtime.services.settings import Settings
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import BUSINESS, register
from tests.logged import Line, Log, logged


@pytest.fixture
def log() -> Iterator[Log]:
    with logged() as log:
        yield log


def hours(number: int) -> timedelta:
    return timedelta(hours=number)


def account(site: Site) -> str:
    found = site.store.identity.account(OWNER)
    assert found
    return found.id


def facts(line: Line) -> Line:
    return {name: value for name, value in line.items() if name not in ("at", "level", "event", "request")}


def test_every_request_ends_in_one_line_that_names_its_route_and_never_its_address(
    log: Log, owner: Browser, site: Site
) -> None:
    reference = register(owner)
    log_before = len(log.of("request"))
    response = owner.client.get(f"/es/submissions/{reference}?q=secret")
    (line,) = log.of("request")[log_before:]
    assert line["request"] == response.headers["X-Request-Id"]
    assert re.fullmatch(r"[0-9a-f]{16}", line["request"])
    assert 0 < line["milliseconds"] < 60_000
    assert {**facts(line), "milliseconds": 0} == {
        **{"account": account(site), "method": "GET", "route": "/<lang>/submissions/<reference>"},
        **{"endpoint": "check.show_submission", "status": 200, "milliseconds": 0},
        "bytes": len(response.data),
    }


def test_what_leads_nowhere_and_what_no_browser_sends_is_logged_without_what_it_says(
    log: Log, site: Site
) -> None:
    client = site.app.test_client()
    client.get("/en/Mei-Chen%0a%7b%7d")
    client.open("/en/", method="MEICHEN")
    client.get("/en/", base_url="http://mei-chen.example")
    found = [(line["method"], line["route"], line["status"]) for line in log.of("request")]
    assert found == [("GET", "", 404), ("other", "", 404), ("GET", "", 400)]
    assert "chen" not in log.text.lower()


def test_files_of_the_theme_and_signs_of_life_are_logged_for_those_who_ask_for_it(
    log: Log, owner: Browser
) -> None:
    sheet = owner.open("/en/").all("link", rel="stylesheet")[0].get("href", "")
    before = len(log.of("request"))
    for url in (sheet, "/health"):
        assert owner.client.get(url).headers["X-Request-Id"]
    assert [(line["endpoint"], line["level"]) for line in log.of("minor_request")] == [
        ("files.send_asset", "debug"),
        ("files.health_check", "debug"),
    ]
    assert len(log.of("request")) == before


def test_signing_in_and_out_is_logged_from_the_first_ask_to_the_end(log: Log, site: Site) -> None:
    site.browser().open("/en/sign-in/not.a.token")
    browser = site.signed_in()
    mine = account(site)
    link = browser.open("/en/mailbox").link("/en/sign-in/").partition("9321")[2]
    assert browser.open(link).status == 410
    browser.open("/en/sign-in")
    browser.send(email=OWNER)
    token = browser.page.all("input", name="_csrf")[0].get("value")
    browser.client.post("/en/sign-out", data={"_csrf": token})
    told = [
        (line["event"], line.get("about"), line.get("why"), line["account"])
        for line in log.lines
        if "sign" in line["event"] or line["event"] == "account_made"
    ]
    assert told == [
        ("sign_in_link_refused", None, "malformed", None),
        ("sign_in_asked", "", None, None),
        ("account_made", mine, None, None),
        ("signed_in", mine, None, None),
        ("sign_in_link_refused", None, "unknown", mine),
        ("sign_in_asked", mine, None, mine),
        ("signed_out", None, None, mine),
    ]


def test_a_limit_on_links_is_logged(log: Log, site: Site, settings: Settings) -> None:
    site.signed_in()
    for _ in range(settings.sign_in_limits.address_from_one_place + 1):
        browser = site.browser()
        browser.open("/en/sign-in")
        browser.send(email=OWNER)
    found = [(line["limit"], line["about"], line["level"]) for line in log.of("limited")]
    assert set(found) == {("sign_in_limits", account(site), "warning")}


@pytest.mark.parametrize(
    ("opened", "seen", "why"),
    [(hours(2), hours(2), "idle"), (hours(13), hours(0), "age"), (hours(-24), hours(-24), "clock")],
)
def test_a_session_that_had_ended_is_logged_with_why(
    log: Log, site: Site, owner: Browser, tmp_path: Path, opened: timedelta, seen: timedelta, why: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        at = [(datetime.now(UTC) - ago).isoformat(timespec="microseconds") for ago in (opened, seen)]
        connection.execute("UPDATE session SET opened = ?, seen = ?", at)
        connection.commit()
    owner.open("/en/")
    (line,) = log.of("session_expired")
    assert facts(line) == {"account": None, "about": account(site), "why": why}


def test_what_is_sent_is_logged_with_its_reference(log: Log, site: Site, owner: Browser) -> None:
    reference = register(owner)
    owner.open("/en/business/business.website")
    owner.send(website="https://dumplings.example")
    sent, changed = log.of("submission_sent")
    assert facts(sent) == {"account": account(site), "reference": reference, "form": "registration"}
    assert (changed["form"], changed["reference"] != reference) == ("business.website", True)


@pytest.mark.parametrize(
    ("headers", "changes", "why"),
    [({"Origin": "https://evil.example"}, {}, "origin"), ({}, {"_csrf": "x"}, "token")],
)
def test_a_forged_post_is_logged_with_what_gave_it_away(
    log: Log, site: Site, owner: Browser, headers: dict[str, str], changes: dict[str, str], why: str
) -> None:
    for url in ("/en/forms/registration/business", "/en/locations"):
        owner.headers = {}
        owner.open(url)
        owner.headers = headers
        owner.send(**(BUSINESS if "forms" in url else {"name": "Pier"}), **changes)
        assert facts(log.of("forged")[-1]) == {"account": account(site), "why": why}
    assert len(log.of("forged")) == 2
    assert log.last("refused")["kind"] == "not_from_here"


def test_a_pdf_that_cannot_be_made_is_logged_in_our_own_words(
    log: Log, site: Site, owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = register(owner)

    def refuse(printer: PdfPrinter, html: str) -> bytes:
        raise CannotPrint("Printing ended with code 1.")

    monkeypatch.setattr(PdfPrinter, "render", refuse)
    page = owner.open(f"/en/submissions/{reference}.pdf")
    assert page.status == 503
    assert facts(log.last("not_printed")) == {
        "account": account(site),
        "why": "Printing ended with code 1.",
    }


def test_times_are_those_of_the_world(log: Log, owner: Browser) -> None:
    owner.open("/en/")
    at = datetime.fromisoformat(log.last("request")["at"])
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)
