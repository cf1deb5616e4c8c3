"""Strangers and hostile posts: they find nothing of anybody else, and break nothing."""

from __future__ import annotations

import io

import pytest

from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER, Site
from tests.journeys.steps import BUSINESS, fill_in_registration, register


def test_a_token_of_another_session_does_not_sign_anybody_out(site: Site, owner: Browser) -> None:
    stranger = site.signed_in("stranger@noodles.example")
    token = stranger.open("/en/").all("input", name="_csrf")[0].get("value")
    assert owner.client.post("/en/sign-out", data={"_csrf": token}).status_code == 403


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


@pytest.mark.parametrize("url", ["/en/nowhere", "/xx/", "/en/forms/nothing"])
def test_an_unknown_address_says_who_is_signed_in(site: Site, owner: Browser, url: str) -> None:
    page = owner.open(url)
    assert OWNER in page.text
    assert not [link for link in page.all("a") if link.get("href", "").endswith("/sign-in")]
    assert OWNER not in site.browser().open(url).text


def test_an_unknown_address_is_explained_in_the_readers_language(owner: Browser) -> None:
    assert owner.open("/es/nowhere").root.get("lang") == "es"


def test_a_stranger_finds_nothing_of_anybody_else(site: Site, owner: Browser) -> None:
    reference = register(owner)
    owner.open("/en/forms/inspection/premises")
    owner.send(button="save")
    account = site.store.identity.account(OWNER)
    assert account
    (draft,) = site.store.drafts.of_business(account.id, account.businesses[0].id)
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
    assert site.store.submissions.of_draft(key.partition(".")[0]) is None


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


@pytest.mark.parametrize(
    "button",
    [
        "language.//evil.example",
        "language.",
        "language.xx",
        "language.\r\nX: 1",
        "add.\r\nX: 1",
        "remove.\n.0",
    ],
)
def test_a_forged_button_leads_nowhere_else(owner: Browser, button: str) -> None:
    answer = owner.post(owner.open("/en/forms/registration/people"), button=button)
    assert answer.status_code == 422 or answer.headers["Location"].startswith("/en/forms/registration/")


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


def test_a_post_of_nonsense_bytes_is_harmless(owner: Browser) -> None:
    body = io.BytesIO(b"\xff\xfe=%zz&&&=&_csrf=%ff")
    kind = "application/x-www-form-urlencoded"
    answer = owner.client.post("/en/forms/registration/business", input_stream=body, content_type=kind)
    assert answer.status_code in (400, 403)


def test_a_part_without_a_name_is_harmless(owner: Browser) -> None:
    page = owner.open("/en/forms/registration/business")
    token = page.value("_csrf")
    named = f'Content-Disposition: form-data; name="_csrf"\r\n\r\n{token}'
    parts = (named, "Content-Disposition: form-data\r\n\r\nx")
    body = "".join(f"--line\r\n{part}\r\n" for part in parts) + "--line--\r\n"
    answer = owner.client.post(page.url, data=body, content_type="multipart/form-data; boundary=line")
    assert answer.status_code == 422
