"""The first page in a real browser: its style is there at once, allowed, and fetched for later."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from runtime.dataset import migrate, open_dataset
from runtime.services.settings import local
from runtime.web.app import create_app

pytestmark = pytest.mark.browser
LOOK = "() => getComputedStyle(document.querySelector('.header')).backgroundImage"


@pytest.fixture
def address(harborview: Path, tmp_path: Path) -> Iterator[str]:
    url = f"sqlite:///{tmp_path}/store.db"
    migrate(url)
    store = open_dataset(url, prefix="HAR")
    server = make_server("127.0.0.1", 0, create_app(local(harborview, url, 8000), store), threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    serving.join()
    server.server_close()
    store.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_the_style_inside_a_page_is_the_one_that_is_linked_later(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    sheets: list[str] = []
    page.on("response", lambda response: sheets.append(response.url) if ".css" in response.url else None)
    page.goto(f"{address}/en/sign-in", wait_until="networkidle")
    assert page.locator("style").count() == 2
    first, fetched = page.evaluate(LOOK), sorted(sheets)
    assert [url.rpartition("/")[2].partition(".")[0] for url in fetched] == ["page", "screens"]
    page.goto(f"{address}/en/sign-in", wait_until="networkidle")
    assert page.locator("style").count() == 0
    assert page.evaluate(LOOK) == first != "none"
    assert complaints == []


def test_a_style_that_nobody_allowed_is_refused(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(f"{address}/en/sign-in")
    page.evaluate(
        """() => {
            const style = document.createElement("style");
            style.textContent = "body { color: red }";
            document.head.append(style);
        }"""
    )
    assert page.evaluate("() => getComputedStyle(document.body).color") != "rgb(255, 0, 0)"
    assert any("Content Security Policy" in complaint for complaint in complaints)
