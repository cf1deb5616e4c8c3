"""What the site refuses, and what it never tells: headers, tokens, strangers, hostile posts, mistakes."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from runtime.access import undeclared
from runtime.app import create_app
from runtime.headers import CONTENT_SECURITY_POLICY
from runtime.settings import Settings
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import BUSINESS, fill_in_registration, register

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


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
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in headers["Content-Security-Policy"]
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
    account = site.store.account(OWNER)
    assert account
    assert site.store.drafts(account.id, account.businesses[0].id) == []


def test_a_token_of_another_session_does_not_sign_anybody_out(site: Site, owner: Browser) -> None:
    stranger = site.signed_in("stranger@noodles.example")
    token = stranger.open("/en/").all("input", name="_csrf")[0].get("value")
    assert owner.client.post("/en/sign-out", data={"_csrf": token}).status_code == 403


def test_a_guest_needs_a_token_too(site: Site) -> None:
    assert site.app.test_client().post("/en/sign-in", data={"email": OWNER}).status_code == 403
    assert site.store.outbox(OWNER) == []


@pytest.mark.parametrize(
    "url",
    [
        "/en/nowhere",
        "/xx/",
        "/en/agency/nobody",
        "/en/forms/nothing",
        "/en/forms/nothing/page",
        "/en/forms/nothing/check",
        "/en/forms/registration/nothing",
        "/en/drafts/nothing",
        "/en/submissions/HAR-0000-0000",
        "/uploads/nothing",
        "/assets/../manifest.json",
        "/assets/%2e%2e%2fmanifest.json",
        "/en/forms/..%2f..%2fportal",
    ],
)
def test_an_unknown_address_gets_a_helpful_page(owner: Browser, url: str) -> None:
    page = owner.open(url)
    assert page.status == 404
    assert page.link("Go to the start page") in ("/en/", "/es/")


def test_an_unknown_address_is_explained_in_the_readers_language(owner: Browser) -> None:
    assert owner.open("/es/nowhere").root.get("lang") == "es"


def test_a_stranger_finds_nothing_of_anybody_else(site: Site, owner: Browser) -> None:
    reference = register(owner)
    owner.open("/en/forms/inspection/premises")
    owner.send(button="save")
    account = site.store.account(OWNER)
    assert account
    (draft,) = site.store.drafts(account.id, account.businesses[0].id)
    stranger = site.signed_in("stranger@noodles.example")
    for url in (f"/en/drafts/{draft.id}", f"/en/submissions/{reference}"):
        page = stranger.open(url)
        assert page.status == 404
        assert "Golden Gate" not in page.text
    assert stranger.open("/en/forms/inspection/premises").value("legal_name") == ""


def test_a_stranger_cannot_send_somebody_elses_draft(site: Site, owner: Browser) -> None:
    fill_in_registration(owner)
    key = owner.page.value("_key")
    stranger = site.signed_in("stranger@noodles.example")
    fill_in_registration(stranger)
    page = stranger.send(button="send", _key=key)
    assert page.status == 404
    assert site.store.submission_of_draft(key.partition(".")[0]) is None


HOSTILE = [
    "\x00",
    "\xed\xa0\x80",
    "\uffff\U0001fffe",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "A" * 30_000,
    "\u202eevil",
    "../../etc/passwd",
    "' OR 1=1 --",
    "\uff05\uff10\uff10",
    "\u0661\u0662\u0663",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_every_control_is_refused_or_harmless(owner: Browser, text: str) -> None:
    owner.open("/en/forms/registration/business")
    page = owner.page
    names = {element.get("name", "") for element in page.form().iter() if element.get("name")} - {"_csrf"}
    answer = owner.post(page, **{name.replace(".", "__"): text for name in names})
    assert answer.status_code in (303, 409, 422)
    body = owner.open("/en/forms/registration/business").response.get_data(as_text=True)
    assert "<script>alert" not in body
    assert "49" not in owner.page.value("legal_name")


def test_unknown_and_repeated_fields_are_harmless(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    page = owner.send(
        **{**BUSINESS, "legal_name": ["One", "Two"]}, admin="yes", legal_name__x="1", __proto____y="1"
    )
    assert page.heading == "Where you are"


def test_a_damaged_list_is_harmless(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    owner.send(**BUSINESS)
    owner.open("/en/forms/registration/place")
    for name in ("owners.-1.name", "owners.99999999999.name", "owners.x.name", "owners..", "owners.0"):
        page = owner.send_as(owner.page, **{name: "x"})
        assert page.status == 422


def test_too_long_a_post_is_explained(owner: Browser) -> None:
    owner.open("/en/forms/registration/business")
    page = owner.send(legal_name="A" * 600_000)
    assert page.status == 413
    assert "so nothing was saved" in page.text


@pytest.mark.parametrize("url", ["/en/drafts/%00", "/en/submissions/%00", "/uploads/%ff", "/en/sign-in/%00"])
def test_addresses_with_broken_text_are_harmless(owner: Browser, url: str) -> None:
    assert owner.open(url).status in (400, 404, 410)


@pytest.fixture
def at_files(owner: Browser) -> Browser:
    register(owner)
    owner.open("/en/forms/inspection/premises")
    owner.send()
    return owner


def test_a_file_is_kept_shown_and_given_back_for_saving_only(at_files: Browser) -> None:
    at_files.send(altered="unaltered", files={"plans": (PDF, "plan.pdf")})
    assert "plan.pdf" in at_files.page.text
    page = at_files.open("/en/forms/inspection/visit")
    (identifier,) = page.checked("plans.keep")
    answer = at_files.client.get(f"/uploads/{identifier}")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename=plan.pdf"
    assert answer.headers["Content-Type"] == "application/pdf"


def test_a_file_stays_when_another_answer_is_wrong(at_files: Browser) -> None:
    page = at_files.send(files={"plans": (PDF, "plan.pdf")})
    assert page.status == 422
    assert len(page.checked("plans.keep")) == 1
    assert at_files.send(altered="unaltered").heading == "Check your answers"
    assert "plan.pdf" in at_files.page.text


def test_a_file_that_is_not_kept_is_gone(at_files: Browser) -> None:
    at_files.send(altered="unaltered", files={"plans": (PDF, "plan.pdf")})
    page = at_files.open("/en/forms/inspection/visit")
    data = page.entered()
    data.poplist("plans.keep")
    at_files.client.post(page.url, data={**data, "_action": "continue"}, content_type="multipart/form-data")
    assert "plan.pdf" not in at_files.open("/en/forms/inspection/check").text


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"<html><script>alert(1)</script>", "plan.pdf", "is not a proper PDF file"),
        (PDF, "plan.exe", "cannot be used"),
        (PDF, "plan.php.pdf", "rename the file"),
        (PDF + b"0" * 1_100_000, "plan.pdf", "is larger than 1 megabyte"),
        (b"", "plan.pdf", "is empty"),
    ],
)
def test_a_bad_file_is_refused_in_words(at_files: Browser, content: bytes, name: str, words: str) -> None:
    page = at_files.send(altered="unaltered", files={"plans": (content, name)})
    assert page.status == 422
    assert words in page.errors[0]
    assert page.checked("altered") == ["unaltered"]


def test_a_reference_to_somebody_elses_file_is_not_taken(site: Site, at_files: Browser) -> None:
    at_files.send(altered="unaltered", files={"plans": (PDF, "plan.pdf")})
    at_files.open("/en/forms/inspection/visit")
    (identifier,) = at_files.page.checked("plans.keep")
    stranger = site.signed_in("stranger@noodles.example")
    assert stranger.open(f"/uploads/{identifier}").status == 404
    register(stranger)
    stranger.open("/en/forms/inspection/premises")
    stranger.send()
    forged = f'{{"id": "{identifier}", "name": "plan.pdf", "media_type": "application/pdf", "size": 9}}'
    stranger.send(altered="unaltered", plans=forged, plans__keep=identifier)
    assert stranger.page.heading == "Check your answers"
    assert "plan.pdf" not in stranger.page.text


def test_too_large_an_upload_is_explained(settings: Settings, site: Site, at_files: Browser) -> None:
    at_files.client.application = create_app(replace(settings, largest_post=50_000), site.store)
    page = at_files.send(altered="unaltered", files={"plans": (PDF + b"0" * 60_000, "plan.pdf")})
    assert page.status == 413


def test_a_mistake_of_ours_tells_a_mark_and_logs_no_answers(
    settings: Settings, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings, site.store)

    def fail() -> None:
        raise ValueError(f"the answer was 12-{1728394 * 2 + 1}")

    fail.access = "anyone"  # type: ignore[attr-defined]
    app.add_url_rule("/en/fail", view_func=fail)
    with caplog.at_level(logging.ERROR):
        answer = app.test_client().get("/en/fail")
    assert answer.status_code == 500
    page = answer.get_data(as_text=True)
    assert "Something went wrong on our side." in page
    assert "3456789" not in page + caplog.text
    mark = caplog.text.partition("mark ")[2][:8]
    assert mark in page


def test_a_post_of_nonsense_bytes_is_harmless(owner: Browser) -> None:
    body = io.BytesIO(b"\xff\xfe=%zz&&&=&_csrf=%ff")
    kind = "application/x-www-form-urlencoded"
    answer = owner.client.post("/en/forms/registration/business", input_stream=body, content_type=kind)
    assert answer.status_code in (400, 403)


def test_methods_that_no_page_has_are_explained(owner: Browser) -> None:
    assert owner.client.delete("/en/forms/registration/business").status_code == 404


def test_a_worker_loads_nothing_heavy_it_does_not_need(output: Path, tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from runtime.app import create_app
from runtime.settings import Settings
from runtime.stores import open_store
HEAVY = ("pydantic", "yaml", "alembic", "rapidfuzz", "markdown_it", "tinydb", "generator")
store = "sqlite:///{tmp_path}/store.db"
here = "http://127.0.0.1:9321"
app = create_app(Settings(output=Path({str(output)!r}), store=store, public_url=here, secret="s" * 40))
print(app.test_client().get("/en/").status_code)
print([name for name in HEAVY if name in sys.modules])
"""
    migrate_program = f'from runtime.stores import migrate; migrate("sqlite:///{tmp_path}/store.db")'
    subprocess.run([sys.executable, "-c", migrate_program], check=True)
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split("\n")[:2] == ["200", "[]"]
