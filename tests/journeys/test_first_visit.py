"""The style stands inside the first page that a browser opens, and is linked from then on."""

from __future__ import annotations

import base64
import hashlib
import re

from tests.journeys.browser import Browser, Page

FORM = "/en/forms/registration/business"


def opened(owner: Browser, url: str) -> Page:
    owner.client.environ_base["HTTP_SEC_FETCH_DEST"] = "document"
    return owner.open(url)


def styles(page: Page) -> list[str]:
    return [style.text or "" for style in page.all("style")]


def awaited(page: Page) -> list[str]:
    return [link.get("href", "") for link in page.all("link", rel="stylesheet") if not link.get("media")]


def test_the_first_page_waits_for_no_style_sheet(owner: Browser) -> None:
    page = opened(owner, FORM)
    assert awaited(page) == []
    (style,) = styles(page)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.response.headers["Content-Security-Policy"]


def test_the_same_style_sheet_is_fetched_for_the_pages_to_come(owner: Browser) -> None:
    page = opened(owner, FORM)
    (later,) = page.all("link", rel="stylesheet", media="not all")
    assert owner.client.get(later.get("href", "")).get_data(as_text=True) == styles(page)[0]


def test_the_second_page_links_to_what_the_browser_has(owner: Browser) -> None:
    opened(owner, FORM)
    page = opened(owner, FORM)
    assert (styles(page), len(awaited(page))) == ([], 1)


def test_a_page_with_a_further_style_sheet_holds_only_that_one(owner: Browser) -> None:
    opened(owner, FORM)
    portal = opened(owner, "/en/")
    assert len(styles(portal)) == len(awaited(portal)) == 1
    assert re.search(r"/page\.\w+\.css", awaited(portal)[0])
    assert styles(opened(owner, "/en/")) == []


def test_what_a_script_fetches_stays_as_it_is(owner: Browser) -> None:
    owner.client.environ_base["HTTP_SEC_FETCH_DEST"] = "empty"
    page = owner.open("/en/")
    assert (styles(page), len(awaited(page))) == ([], 2)
