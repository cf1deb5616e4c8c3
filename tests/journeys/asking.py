"""Asking for a sign-in link as people do, and reading what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from runtime.services.identity.sign_in_links import link_of
from runtime.web.http.request_context import Services
from tests.journeys.browser import Browser
from tests.journeys.conftest import Site


@dataclass
class Asked:
    """Somebody who waits for a letter, the code on her screen, and the path of the newest link (if any)."""

    browser: Browser
    code: str
    link: str


def ask(site: Site, address: str, language: str = "en", browser: Browser | None = None) -> Asked:
    """Ask for a link, in a new browser if none is given."""
    browser = browser or site.browser()
    browser.open(f"/{language}/sign-in")
    page = browser.send(email=address)
    assert page.status == 200
    return Asked(browser, "".join(page.all("strong")[0].itertext()), newest_link(site, address))


def newest_link(site: Site, address: str) -> str:
    """The path of the newest link that went to an address; empty when none did."""
    service: Services = site.app.extensions["onceonly"]
    letters = [letter for letter in site.store.outbox.all(address) if letter.link]
    return urlsplit(link_of(service.settings, letters[0])).path if letters else ""


def enter(site: Site, browser: Browser, address: str = "owner@dumplings.example") -> None:
    """Sign in with a link that was asked for in another browser."""
    asked = ask(site, address)
    browser.open(asked.link)
    browser.send(code=asked.code)


def id_in(link: str) -> str:
    """The id of a link in its path."""
    return link.rpartition("/")[2].partition(".")[0]
