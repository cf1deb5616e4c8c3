"""Files: kept, shown, given back for saving only, and refused in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from runtime.services.settings import Settings
from runtime.web.app import create_app
from tests.journeys.browser import Browser
from tests.journeys.conftest import Site
from tests.journeys.steps import register

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


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
    with at_files.client.get(f"/uploads/{identifier}") as answer:
        assert answer.data == PDF
        assert answer.headers["Content-Disposition"] == "attachment; filename=plan.pdf"
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Length"] == str(len(PDF))


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
