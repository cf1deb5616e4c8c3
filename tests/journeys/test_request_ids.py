"""Ids of requests: in the log, in the header, and on every page that says what went wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort
from werkzeug.exceptions import RequestEntityTooLarge

from runtime.dataset import Unavailable, Unstorable
from runtime.services import user_errors
from runtime.services.settings import Settings
from runtime.services.user_errors import UserError
from runtime.web.app import create_app
from runtime.web.http.templated_site import TemplatedSite
from tests.journeys.browser import Browser
from tests.journeys.conftest import Site
from tests.journeys.steps import register
from tests.logged import Log, logged

SAYS = re.compile(r"say this code: ([A-Za-z0-9-]+)")


@pytest.fixture
def log() -> Iterator[Log]:
    with logged() as log:
        yield log


REFUSALS = [
    made
    for name, made in vars(user_errors).items()
    if name[0] != "_" and name.islower() and getattr(made, "__module__", "") == user_errors.__name__
]


@pytest.fixture
def failing(settings: Settings, site: Site) -> Any:
    """A site with one more address, on which something goes wrong."""

    def begin(problem: Exception) -> Browser:
        app = create_app(settings, site.store)

        def fail() -> None:
            raise problem

        fail.access = "anyone"  # type: ignore[attr-defined]
        app.add_url_rule("/en/fail", view_func=fail)
        return Browser(app)

    return begin


def test_all_user_errors_are_looked_at() -> None:
    assert len(REFUSALS) >= 14


@pytest.mark.parametrize("make", REFUSALS, ids=lambda make: make.__name__)
def test_every_refusal_is_logged_by_its_name_and_tells_people_the_id(
    log: Log, failing: Any, make: Any
) -> None:
    refusal: UserError = make()
    browser = failing(refusal)
    response = browser.client.get("/en/fail")
    page = response.get_data(as_text=True)
    (line,) = log.of("refused")
    assert (line["kind"], line["status"]) == (make.__name__, response.status_code)
    assert SAYS.findall(page) == [line["request"]] == [response.headers["X-Request-Id"]]
    assert log.last("request")["request"] == line["request"]


@pytest.mark.parametrize(
    ("problem", "status", "event"),
    [
        (Unavailable("x"), 503, "unavailable"),
        (Unstorable("x"), 400, "refused"),
        (RequestEntityTooLarge(), 413, "refused"),
        (ValueError("x"), 500, "failed"),
    ],
)
def test_whatever_else_goes_wrong_is_one_event_with_the_id_of_its_page(
    log: Log, failing: Any, problem: Exception, status: int, event: str
) -> None:
    response = failing(problem).client.get("/en/fail")
    assert response.status_code == status
    events = [line for line in log.lines if line["event"] not in ("library", "request")]
    assert [line["event"] for line in events] == [event]
    assert SAYS.findall(response.get_data(as_text=True)) == [events[0]["request"]]
    if event != "refused":
        assert type(problem).__name__ in events[0]["errors"][0]
        assert "tests.journeys.test_request_ids:" in events[0]["errors"][0]


@pytest.mark.parametrize(
    "code", [400, 401, 403, 404, 405, 406, 408, 410, 411, 414, 415, 418, 429, 500, 501, 503]
)
def test_no_status_of_http_goes_without_an_event_and_an_id(
    log: Log, settings: Settings, site: Site, code: int
) -> None:
    app = create_app(settings, site.store)

    def fail() -> None:
        abort(code)

    fail.access = "anyone"  # type: ignore[attr-defined]
    app.add_url_rule("/en/fail", view_func=fail)
    response = app.test_client().get("/en/fail")
    (line,) = [line for line in log.lines if line["event"] not in ("library", "request")]
    assert line["event"] == ("failed" if code == 500 else "refused")
    assert SAYS.findall(response.get_data(as_text=True)) == [line["request"]]


def test_pages_that_come_back_say_the_id_but_not_for_a_slip_while_typing(log: Log, owner: Browser) -> None:
    register(owner)
    owner.open("/en/forms/inspection/premises")
    old = owner.page
    assert not SAYS.search(owner.page.text)
    assert not SAYS.search(owner.send(legal_name="").text)
    forged = owner.send_as(old, _csrf="wrong")
    assert forged.status == 403
    assert SAYS.findall(forged.text) == [log.last("forged")["request"]]
    owner.send_as(old, phone="415 555 0111")
    clash = owner.send_as(old, phone="415 555 0122")
    assert clash.status == 409
    assert SAYS.findall(clash.text) == [clash.response.headers["X-Request-Id"]]


def test_a_store_that_is_away_is_logged_on_pages_that_do_without_it_too(
    log: Log, site: Site, owner: Browser, tmp_path: Path
) -> None:
    site.store.close()
    (tmp_path / "store.db").rename(tmp_path / "away.db")
    page = owner.open("/en/nowhere")
    assert page.status == 404
    assert log.last("unavailable")["request"] == page.response.headers["X-Request-Id"]
    assert "sqlite3.OperationalError SQLITE_ERROR at " in str(log.last("unavailable")["errors"])


def test_when_not_even_a_page_can_be_made_a_few_words_with_the_id_come_and_all_is_logged(
    log: Log, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistake(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(TemplatedSite, "template", mistake)
    response = site.app.test_client().get("/en/nowhere")
    assert (response.status_code, response.mimetype) == (500, "text/plain")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    failed = log.last("failed")
    assert SAYS.findall(response.get_data(as_text=True)) == [failed["request"]]
    assert log.last("request")["status"] == 500
    assert "ZeroDivisionError" in str(failed["errors"])


GIVEN = "proxy-0123-ABCdef"


def answered(app: Flask, given: str, address: str) -> str:
    environ = {"REMOTE_ADDR": address}
    return (
        app.test_client()
        .get("/health", headers={"X-Request-Id": given}, environ_base=environ)
        .headers["X-Request-Id"]
    )


def test_an_id_is_taken_over_from_trusted_proxies_only(settings: Settings, site: Site) -> None:
    trusted = ("10.1.0.0/16", "2001:db8::1", "127.0.0.1")
    app = create_app(replace(settings, trusted_proxies=trusted), site.store)
    for address in ("10.1.2.3", "2001:db8::1", "127.0.0.1"):
        assert answered(app, GIVEN, address) == GIVEN
    for address in ("10.2.2.3", "2001:db8::2", "", "unix:"):
        assert re.fullmatch("[0-9a-f]{16}", answered(app, GIVEN, address))
    assert answered(site.app, GIVEN, "127.0.0.1") != GIVEN


@pytest.mark.parametrize(
    "given", ["short", "a" * 65, "mei@dumplings", "12345678 ", "1234567/8", "\u0661" * 10, "<b>bold</b>", ""]
)
def test_what_is_no_id_is_not_taken_over_from_anybody(settings: Settings, site: Site, given: str) -> None:
    app = create_app(replace(settings, trusted_proxies=("127.0.0.1",)), site.store)
    environ = {"HTTP_X_REQUEST_ID": given}
    found = app.test_client().get("/health", environ_base=environ).headers["X-Request-Id"]
    assert re.fullmatch("[0-9a-f]{16}", found)
