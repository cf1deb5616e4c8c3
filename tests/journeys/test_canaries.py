"""What people type passes through every flow, and through every failure, and stands in no line of the log."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from onceonly.command_line import main
from runtime.dataset import Dataset, NotPrepared, Unavailable, Unstorable
from runtime.dataset.engine.addresses import files_of
from runtime.services.access import System
from runtime.services.cases.case_transitions import CaseContext, take_step
from runtime.services.logs import Event, event, of_account, of_request
from runtime.services.settings import Settings
from runtime.services.site.published_site import newest_site
from runtime.web.app import create_app
from runtime.web.http.templated_site import TemplatedSite
from tests.canaries.flows import BUSINESS, FREE, HEADERS, PDF, Owner, act
from tests.canaries.values import VALUES, forms, found_in
from tests.journeys.browser import Browser
from tests.journeys.conftest import Site
from tests.journeys.intercepted import intercepted
from tests.logged import Log, logged

EVERYTHING = " ".join(VALUES.values())


@pytest.fixture
def log() -> Iterator[Log]:
    with logged() as log:
        yield log


def ours(log: Log) -> str:
    """Our own events as Python writes them where nobody asked for JSON."""
    return "\n".join(line for line in log.plain.splitlines() if line.startswith("onceonly "))


@pytest.mark.parametrize("what", VALUES)
def test_a_canary_that_is_let_out_on_purpose_is_found_in_every_form(log: Log, what: str) -> None:
    missed = []
    for how, look in forms(VALUES[what]).items():
        before = len(log.text)
        event(Event.NOT_PRINTED, why=f"x{look}")
        told = found_in(log.text[before:])
        if look and f"{what} as {how}" not in told:
            missed.append(how)
    assert missed == []
    with of_request("0123456789abcdef"):
        of_account(VALUES[what].upper())
        before = len(log.text)
        event(Event.SIGNED_OUT)
    assert f"{what} as it is" in found_in(log.text[before:])


def test_nothing_is_found_where_nothing_is(log: Log) -> None:
    event(Event.REFUSED, kind="no_such_page", status=404)
    assert found_in(log.text, ["a-token-that-is-nowhere"]) == []


def test_no_flow_lets_a_canary_out(log: Log, site: Site, settings: Settings) -> None:
    owner = Owner(site.browser())
    reference = act(owner)
    desk = CaseContext(System("Jordan Lee"), site.store, newest_site(settings.output), settings.public_url)
    take_step(desk, reference, "more_information", datetime.now(UTC), VALUES["note"])
    owner.browser = site.signed_in(VALUES["email"])
    owner.open(f"/en/submissions/{reference}")
    token = owner.browser.page.all("input", name="_csrf")[0].get("value")
    owner.browser.client.post("/en/sign-out", data={"_csrf": token})

    assert found_in(log.text, owner.secrets) == []
    assert found_in(ours(log), owner.secrets) == []
    shown = "\n".join(owner.seen)
    hidden = {"browser", "network address", "ssn", "other ssn", "ein"}  # sent, and never shown again
    assert {what for what in VALUES if not any(f"{what} as" in one for one in found_in(shown))} <= hidden | {
        "forged token",
        "address of a page",
    }
    assert len(owner.secrets) > 4
    told = {line["event"] for line in log.lines}
    assert told >= {"signed_in", "sign_in_link_refused", "forged", "submission_sent", "refused", "signed_out"}
    kinds = {line["kind"] for line in log.of("refused")}
    assert kinds >= {"too_large", "no_such_page", "not_from_here", "link_used_up", "not_understood"}
    assert {line["status"] for line in log.of("request")} >= {200, 303, 400, 403, 404, 409, 410, 413, 422}
    assert log.of("failed") == []


class Quoting:
    """A dataset in which one call fails, with an error that quotes everything that people said."""

    def __init__(self, store: Dataset) -> None:
        self.store = intercepted(store, self._before)
        self.called: set[str] = set()
        self.failing = ""
        self.kind: type[Exception] = ValueError

    def _before(self, call: str, *given: object, **more: object) -> None:
        self.called.add(call)
        if call == self.failing:
            self._fail(*given, **more)

    def _fail(self, *given: object, **more: object) -> None:
        raise self._error(f"{EVERYTHING} {given} {more}") from sqlite3.IntegrityError(f"{EVERYTHING} {given}")

    def _error(self, text: str) -> Exception:
        return OSError(28, text, text) if self.kind is OSError else self.kind(text)


KINDS = (ValueError, OSError, sqlite3.OperationalError, Unavailable, Unstorable, NotPrepared)
Ask = Callable[[FlaskClient], object]


def asks(owner: Browser) -> Iterator[Ask]:
    """What can be asked for, with canaries wherever something is said."""
    token = owner.open("/en/").all("input", name="_csrf")[0].get("value", "")
    sent = [one.get("href", "") for one in owner.page.all("a") if "/submissions/" in one.get("href", "")]
    gets = ["/en/", "/en/business", "/en/submissions", *sent, f"{sent[0]}.pdf", "/en/forms/crew/people"]
    gets += ["/en/forms/registration/business", "/en/mailbox", "/health", "/uploads/any", "/en/drafts/any"]
    gets += [f"/en/search?q={VALUES['search']}", VALUES["address of a page"]]
    for url in gets:
        yield lambda client, url=url: client.get(url, headers=HEADERS)  # type: ignore[misc]
    said = {**BUSINESS, **FREE, "email": VALUES["email"], "name": VALUES["location"]}
    posts = ["sign-in", "sign-in/token", "locations", "act-for", "forms/registration/business"]
    posts += ["business/business.phone", "forms/registration/check", "forms/registration/discard"]
    for url in posts:
        data = {**said, "_csrf": token, "_action": "save"}
        yield lambda client, url=url, data=data: client.post(f"/en/{url}", data=data, headers=HEADERS)  # type: ignore[misc]
    file = {"plans": (PDF, VALUES["file"])}
    page = owner.open("/en/forms/inspection/visit")
    yield lambda _: owner.post(page, files=file, **FREE)


def test_no_error_of_a_store_lets_a_canary_out_wherever_it_comes_from(
    log: Log, site: Site, settings: Settings
) -> None:
    owner = Owner(site.browser())
    act(owner)
    browser = site.signed_in(VALUES["email"])
    store = Quoting(site.store)
    browser.client.application = create_app(settings, store.store)
    failed = 0
    for ask in list(asks(browser)):
        store.called.clear()
        store.failing = ""
        ask(browser.client)
        for method in sorted(store.called):
            for kind in KINDS:
                store.failing, store.kind = method, kind
                ask(browser.client)
                failed += 1
    assert failed > 200
    assert found_in(log.text, owner.secrets) == []
    assert found_in(ours(log), owner.secrets) == []
    told = " ".join(str(line["errors"]) for line in [*log.of("failed"), *log.of("unavailable")])
    for kind in ("ValueError", "OSError ENOSPC", "sqlite3.IntegrityError", "errors.Unavailable"):
        assert kind in told


def test_not_even_where_no_page_can_be_made_though_libraries_would_say_it_all(
    log: Log, settings: Settings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistake(*_: object) -> None:
        raise FileNotFoundError(EVERYTHING)

    store = Quoting(site.store)
    client = create_app(settings, store.store).test_client()
    store.failing = "identity.session"
    monkeypatch.setattr(TemplatedSite, "template", mistake)
    client.set_cookie("session", VALUES["forged token"])
    response = client.get(f"/en/search?q={VALUES['search']}", headers=HEADERS)
    assert response.status_code == 500
    assert found_in(log.text) == found_in(response.get_data(as_text=True)) == []
    assert "email as it is" in found_in(log.plain), "Flask itself logs the error, and quotes it"


def test_a_disk_that_fails_lets_no_canary_out(log: Log, site: Site, tmp_path: Path) -> None:
    owner = Owner(site.browser())
    act(owner)
    browser = site.signed_in(VALUES["email"])
    browser.open("/en/forms/inspection/premises")
    page = browser.send()
    folder = files_of(tmp_path / "store.db")
    shutil.rmtree(folder)
    folder.write_text("no folder")
    browser.post(page, files={"plans": (PDF, VALUES["file"])}, **FREE)
    for file in tmp_path.glob("store.db*"):
        if file.is_file():
            file.write_bytes(EVERYTHING.encode() * 50)
    site.store.close()
    for url in ("/en/", "/en/business", "/en/forms/registration/business", "/health"):
        assert browser.client.get(url, headers=HEADERS).status_code >= 500
    assert found_in(log.text, owner.secrets) == []
    assert "NotADirectoryError ENOTDIR" in log.text
    assert "SQLITE_NOTADB" in log.text


def test_a_command_that_fails_quotes_nobody(
    settings: Settings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = act(Owner(site.browser()))
    store = Quoting(site.store)
    store.failing = "cases.move"
    monkeypatch.setattr("onceonly.commands.status.open_dataset", lambda *_, **__: store.store)
    arguments = ["status", reference, "in_review", "--note", VALUES["note"]]
    arguments += ["--output", str(settings.output), "--store", settings.store]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "OnceOnly itself made a mistake, please report it: ValueError at " in result.output
    assert found_in(result.output) == []
