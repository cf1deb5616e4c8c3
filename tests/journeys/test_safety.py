"""What the site always does for safety: headers, cookies, tokens, and mistakes that tell nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from runtime.services.settings import Settings
from runtime.web.app import create_app
from runtime.web.http.guards import undeclared
from runtime.web.http.headers import CONTENT_SECURITY_POLICY
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import BUSINESS
from tests.logged import logged


def test_every_route_declares_who_may_enter(site: Site) -> None:
    assert undeclared(site.app) == []
    access = {
        rule.rule: site.app.view_functions[rule.endpoint].access for rule in site.app.url_map.iter_rules()
    }
    private = {rule for rule, who in access.items() if who == "owner"}
    assert {rule for rule in access if "<page>" in rule or "draft" in rule or "submission" in rule} <= private


def test_an_application_with_an_undeclared_route_would_not_start(site: Site) -> None:
    app = Flask("undeclared", static_folder=None)
    app.add_url_rule("/open", view_func=lambda: "everybody")
    assert undeclared(app) == ["/open"]


@pytest.mark.parametrize(
    "url", ["/en/", "/en/forms/registration", "/en/nowhere", "/en/sign-in", "/health", "/assets/nothing.css"]
)
def test_every_response_carries_the_safety_headers(site: Site, url: str) -> None:
    headers = site.app.test_client().get(url).headers
    allowed = re.sub(r" 'sha256-[\w+/=]+'", "", headers["Content-Security-Policy"])
    assert allowed == CONTENT_SECURITY_POLICY
    assert "unsafe" not in allowed
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_never_stored_and_assets_for_ever(owner: Browser) -> None:
    page = owner.open("/en/forms/registration/business")
    assert page.response.headers["Cache-Control"] == "no-store"
    (sheet,) = page.all("link", rel="stylesheet")
    asset = owner.client.get(sheet.get("href", ""), headers={"Accept-Encoding": "gzip"})
    assert asset.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert asset.headers["Content-Encoding"] == "gzip"
    assert asset.headers["Content-Type"].startswith("text/css")
    assert owner.client.get(sheet.get("href", "")).headers.get("Content-Encoding") is None


def test_pages_travel_compressed_with_a_token_that_differs_each_time(owner: Browser) -> None:
    answer = owner.client.get("/en/forms/registration/business", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    tokens = {
        owner.open("/en/forms/registration/business").value("_csrf"),
        owner.open("/en/forms/registration/business").value("_csrf"),
    }
    assert len(tokens) == 2


def test_cookies_are_locked_to_the_site_where_it_is_reached_by_https(settings: Settings, site: Site) -> None:
    strict = replace(settings, public_url="https://business.harborview.example", demo=False)
    client = create_app(strict, site.store).test_client()
    answer = client.get("/en/", base_url=strict.public_url)
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-guest=")
    for attribute in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert attribute in cookie
    assert "Domain" not in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_a_foreign_host_name_is_refused(site: Site) -> None:
    assert site.app.test_client().get("/en/", base_url="http://evil.example").status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_post_from_elsewhere_is_refused_even_with_a_token(owner: Browser, headers: dict[str, str]) -> None:
    owner.open("/en/forms/registration/business")
    owner.headers = headers
    page = owner.send(**BUSINESS)
    assert page.status == 403
    assert not page.has("legal_name")


@pytest.mark.parametrize("token", ["", "wrong", "A" * 64, "é", "A" * 65])
def test_a_post_without_this_sessions_token_saves_nothing(site: Site, owner: Browser, token: str) -> None:
    owner.open("/en/forms/registration/business")
    page = owner.send(**BUSINESS, _csrf=token)
    assert page.status == 403
    assert page.value("legal_name") == BUSINESS["legal_name"]
    account = site.store.identity.account(OWNER)
    assert account
    assert site.store.drafts.of_business(account.id, account.businesses[0].id) == []


def test_a_guest_needs_a_token_too(site: Site) -> None:
    assert site.app.test_client().post("/en/sign-in", data={"email": OWNER}).status_code == 403
    assert site.store.outbox.all(OWNER) == []


def test_a_mistake_of_ours_tells_its_places_and_logs_no_answers(settings: Settings, site: Site) -> None:
    app = create_app(settings, site.store)

    def fail() -> None:
        raise ValueError(f"the answer was 12-{1728394 * 2 + 1}")

    fail.access = "anyone"  # type: ignore[attr-defined]
    app.add_url_rule("/en/fail", view_func=fail)
    with logged() as log:
        answer = app.test_client().get("/en/fail")
    assert answer.status_code == 500
    page = answer.get_data(as_text=True)
    assert "Something went wrong on our side." in page
    assert "ValueError at tests.journeys.test_safety:" in log.last("failed")["errors"][0]
    assert "3456789" not in page + log.text


def test_methods_that_no_page_has_are_explained(owner: Browser) -> None:
    assert owner.client.delete("/en/forms/registration/business").status_code == 404


def test_a_worker_loads_nothing_heavy_it_does_not_need(output: Path, tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from runtime.web.app import create_app
from runtime.services.settings import Settings
from runtime.dataset import open_dataset
SECRET = "for tests only, which no one else knows"
HEAVY = ("pydantic", "yaml", "alembic", "markdown_it", "tinydb", "generator")
store = "sqlite:///{tmp_path}/store.db"
here = "http://127.0.0.1:9321"
app = create_app(Settings(output=Path({str(output)!r}), store=store, public_url=here, secret=SECRET))
print(app.test_client().get("/en/").status_code)
print([name for name in HEAVY if name in sys.modules])
"""
    migrate_program = f'from runtime.dataset import migrate; migrate("sqlite:///{tmp_path}/store.db")'
    subprocess.run([sys.executable, "-c", migrate_program], check=True)
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split("\n")[:2] == ["200", "[]"]
