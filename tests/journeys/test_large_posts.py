"""What is too large is refused by its headers, before any of it is read, and the page explains it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from werkzeug.test import EnvironBuilder, TestResponse, run_wsgi_app

from forms.fields.posts import LARGEST_POST, LARGEST_TEXT_POST
from tests.buffering.clients import beginning, everything, headers
from tests.journeys.browser import Browser
from tests.journeys.conftest import Site
from tests.journeys.test_serve import fetch, free_port, serving

MULTIPART = "multipart/form-data; boundary=cut"
TYPES = [MULTIPART, "application/x-www-form-urlencoded", "application/json", ""]
PAGES = ["/en/sign-in", "/en/forms/registration/business", "/en/forms/inspection/visit"]


class Watched(io.RawIOBase):
    """A body without end that counts what is read of it."""

    read_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, room: memoryview) -> int:
        part = (b"--cut\r\nContent-Disposition: form-data; name=a\r\n\r\n" + b"x" * len(room))[: len(room)]
        room[:] = part if self.read_bytes == 0 else b"x" * len(room)
        self.read_bytes += len(room)
        return len(room)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("content_type", TYPES)
@pytest.mark.parametrize("size", [LARGEST_TEXT_POST + 1, 31_000_000])
def test_a_guest_sends_no_more_than_text(site: Site, page: str, content_type: str, size: int) -> None:
    body = Watched()
    refused = _post(site, page, body, content_type, CONTENT_LENGTH=str(size))
    assert body.read_bytes == 0
    signed_out = (403, "You have been signed out, so this page was not saved.")
    too_large = (413, "This was too much to take in at once, so nothing was saved.")
    assert (refused.status_code, _heading(refused)) in (signed_out, too_large)


def test_what_a_guest_sends_without_a_length_is_read_no_further_than_that(site: Site) -> None:
    body = Watched()
    refused = _post(site, "/en/sign-in", body, MULTIPART, HTTP_TRANSFER_ENCODING="chunked")
    assert body.read_bytes <= LARGEST_TEXT_POST
    assert refused.status_code == 413


@pytest.mark.parametrize(
    ("page", "largest"), [("inspection/visit", LARGEST_POST), ("registration/business", LARGEST_TEXT_POST)]
)
def test_somebody_signed_in_sends_files_where_a_page_asks_for_them(
    site: Site, owner: Browser, page: str, largest: int
) -> None:
    cookie = owner.client.get_cookie("session")
    assert cookie
    for size, taken in ((largest, True), (largest + 1, False)):
        body = Watched()
        more = {"HTTP_COOKIE": f"session={cookie.value}", "CONTENT_LENGTH": str(size)}
        _post(site, f"/en/forms/{page}", body, MULTIPART, **more)
        assert (body.read_bytes > 0) is taken


def _heading(answer: TestResponse) -> str:
    return answer.text.partition("<h1>")[2].partition("</h1>")[0].strip()


def _post(site: Site, page: str, body: Watched, content_type: str, **more: str) -> TestResponse:
    builder = EnvironBuilder(page, method="POST", headers={"Host": "127.0.0.1:9321"})
    given = {"CONTENT_TYPE": content_type, "wsgi.input": body, "wsgi.input_terminated": True}
    answered = run_wsgi_app(site.app, {**builder.get_environ(), **given, **more})
    return TestResponse(*answered, request=builder.get_request())


def test_the_server_that_ships_refuses_by_the_headers_too(output: Path, tmp_path: Path) -> None:
    port = free_port()
    with serving(tmp_path, output, port):
        fetch(f"http://127.0.0.1:{port}/health")
        for cookie, size in (("guest=x", 31_000_000), ("session=x", LARGEST_POST + 1)):
            post = headers("POST", "/en/sign-in", f"Cookie: {cookie}", f"Content-Length: {size}")
            with beginning(port, post) as client:
                client.sendall(b"x" * size)  # it talks on, and hears it all the same
                said = everything(client).decode()
            assert said.startswith("HTTP/1.1 413 ")
            assert "This was too much to take in at once, so nothing was saved." in said
        with beginning(port, headers("POST", "/en/sign-in", "Content-Length: 31000000")) as client:
            assert everything(client).startswith(b"HTTP/1.1 413 "), "before the body came"
