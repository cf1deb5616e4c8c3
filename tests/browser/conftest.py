"""A way to open rendered pages in the browser as a server would send them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from generator.themes.themes import read_theme
from runtime.web.http.headers import CONTENT_SECURITY_POLICY
from tests.unit.rendering.sample import THEMES

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HOST = "http://foggyton.test"
POLICY = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}


@dataclass
class Site:
    """Pages by address, answered with the headers of the real server; nothing leaves the browser."""

    context: BrowserContext
    assets: Mapping[str, bytes]
    pages: dict[str, str] = field(default_factory=dict)
    posts: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, html: str, address: str = "/en/page", *, width: int = 1280) -> Page:
        """Show ``html``; what the browser complains about (script errors, policy) is collected."""
        self.pages[address] = html
        page = self.context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(HOST + address)
        return page

    def answer(self, route: Route) -> None:
        """What the server would send."""
        request = route.request
        path = request.url.removeprefix(HOST).partition("?")[0]
        if request.method == "POST":
            self.posts.append(request.post_data or "")
        if path.startswith("/assets/"):
            name = path.removeprefix("/assets/")
            route.fulfill(body=self.assets[name], content_type=TYPES[PurePosixPath(name).suffix])
        elif path in self.pages:
            route.fulfill(body=self.pages[path], content_type="text/html", headers=POLICY)
        else:
            route.fulfill(status=404, body="not here")


OpenSite = Callable[..., Site]


@pytest.fixture
def site(browser: Browser) -> Iterator[OpenSite]:
    """Makes sites; keywords go to the browser's context (``java_script_enabled=False``, ``color_scheme``)."""
    contexts: list[BrowserContext] = []

    def opened(theme: str = "foggyton", **options: object) -> Site:
        context = browser.new_context(**options)  # type: ignore[arg-type]  # options of Playwright's own
        contexts.append(context)
        made = Site(context, read_theme(THEMES, theme).assets())
        context.route("**/*", made.answer)
        return made

    yield opened
    for context in contexts:
        context.close()
