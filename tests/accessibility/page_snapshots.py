"""Every kind of page of the real Foggyton, in every state that people meet, exactly as the server sent it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from forms.model.form import Form, Page
from onceonly.demo.fill import fill, master_fields
from onceonly.demo.register import register
from runtime.dataset import Dataset, NewFact, Source, migrate, open_dataset
from runtime.services.access import System
from runtime.services.cases.case_transitions import CaseContext, take_step
from runtime.services.settings import local
from runtime.services.site.published_site import PublishedSite, newest_site
from runtime.web.app import create_app
from tests.browser.foggyton import OWNER
from tests.journeys.browser import Browser
from tests.journeys.walking import walk

CHAIN = "chain@dumplings.example"  # who acts for two businesses
ELSEWHERE = "recovery-grant"  # the form that waits for a translation in every language but the first


@dataclass(frozen=True)
class Scene:
    """One page in one state and language."""

    name: str  # "portal, signed in", "outdoor-dining/place, wrong"
    language: str
    direction: str
    address: str
    html: str
    page: Page | None = None  # the page of a form that it shows
    typed: dict[str, str] = field(default_factory=dict)  # what was posted into text controls, when refused

    @property
    def id(self) -> str:
        """A short name for reports."""
        return f"{self.name} ({self.language})"


def page_snapshots(output: Path, languages: tuple[str, ...]) -> tuple[Scene, ...]:
    """Walk through a built Foggyton in each language and keep every page met."""
    edition = newest_site(output)
    scenes: list[Scene] = []
    for language in languages:
        with tempfile.TemporaryDirectory() as folder:
            store = _filled_store(folder, edition)
            app = create_app(local(output, "", 80, demo=True), store)
            scenes += _Walk(app, store, edition, language).scenes()
            store.close()
    return tuple(scenes)


def forms_with_every_type(edition: PublishedSite) -> list[Form]:
    """As few forms as possible that together ask for every type of field."""
    forms = [edition.form(edition.source_language, name) for name in edition.form_names]
    left = {form.name: (form, _types(form)) for form in forms if form}
    wanted = set().union(*(types for _, types in left.values()))
    chosen = []
    while wanted:
        name = max(left, key=lambda one: (len(left[one][1] & wanted), -len(list(left[one][0].fields()))))
        form, types = left.pop(name)
        chosen.append(form)
        wanted -= types
    return chosen


def _types(form: Form) -> set[str]:
    return {one.type for asked in form.fields() for one in (asked, *getattr(asked, "fields", ()))}


def _filled_store(folder: str, edition: PublishedSite) -> Dataset:
    url = f"sqlite:///{folder}/store.db"
    migrate(url)
    store = open_dataset(url, prefix="FOG")
    forms = (edition.form(edition.source_language, name) for name in edition.form_names)
    fill(store, master_fields(form for form in forms if form), register()[:3])
    shops = [store.parties.create("business", name) for name in ("Dumplings Uptown", "Dumplings Downtown")]
    store.identity.create_account(CHAIN, language="en", businesses=shops)
    return store


class _Walk:
    def __init__(self, app: Flask, store: Dataset, edition: PublishedSite, language: str) -> None:
        self._app, self._store, self._edition, self._language = app, store, edition, language

    def scenes(self) -> Iterator[Scene]:
        yield from self._stranger()
        known = self._signed_in(OWNER)
        for number, form in enumerate(forms_with_every_type(self._edition)):
            spoken = self._edition.form(self._language, form.name)
            assert spoken
            yield from self._owner(known, spoken)
            yield from self._mistaken(self._signed_in(f"new{number}@dumplings.example"), spoken)
        yield from self._conflict(known)
        yield from self._business(known)
        yield from self._under_way(known)
        yield from self._end(known)
        yield from self._elsewhere(self._signed_in(OWNER))
        yield from self._locations(self._signed_in(CHAIN))
        self._open(known, "", "/forms/business-registration/business")
        known.send(naics="restaurant")
        yield self._scene(known, "suggestions")

    def _stranger(self) -> Iterator[Scene]:
        stranger = Browser(self._app)
        for name, path in {
            "portal, signed out": "/",
            "portal of an agency": "/agency/relief",
            "start, signed out": "/forms/inspection-request",
            "start, in the languages there are": f"/forms/{ELSEWHERE}",
            "sign in": "/sign-in",
            "empty mailbox": "/mailbox",
            "not found": "/nothing",
            "article": "/articles/licensing/opening-a-restaurant",
            "search": "/search",
            "search, found": "/search?q=inspection",
            "search, nothing found": "/search?q=zzzzzz",
        }.items():
            yield self._open(stranger, name, path)
        self._open(stranger, "", "/sign-in")
        stranger.send(email="mei@")
        yield self._scene(stranger, "sign in, wrong", typed={"email": "mei@"})
        stranger.send(email=OWNER)
        yield self._scene(stranger, "link sent")
        yield self._open(stranger, "mailbox", "/mailbox")
        link = urlsplit(stranger.page.link("/sign-in/")).path
        stranger.open(link)
        yield self._scene(stranger, "sign-in link")
        other = Browser(self._app)
        other.open(link)
        yield self._scene(other, "sign-in link in another browser")
        for code in ("ABC-DE2", "ABC-DE3", "ABC-DE4", "ABC-DE5"):
            other.send(code=code)
        yield self._scene(other, "sign-in link in another browser, wrong", typed={"code": code})
        other.send(code="ABC-DE6")
        yield self._scene(other, "problem: link used up")

    def _owner(self, owner: Browser, form: Form) -> Iterator[Scene]:
        pages = {page.name: page for page in form.pages}
        for name in walk(owner, form, self._language):
            yield self._scene(owner, f"{form.name}/{name}", page=pages[name])
        yield self._scene(owner, f"{form.name}, check")
        for page in form.pages:
            if page.takes_files:
                yield self._open(
                    owner, f"{form.name}/{page.name}, files kept", f"/forms/{form.name}/{page.name}"
                )
        yield self._open(owner, f"{form.name}, begun", f"/forms/{form.name}")
        yield self._open(owner, f"{form.name}, discard", f"/forms/{form.name}/discard")

    def _mistaken(self, newcomer: Browser, form: Form) -> Iterator[Scene]:
        """Everything answered wrongly; then rightly, to get to the next page."""
        pages = {page.name: page for page in form.pages}
        for name in walk(newcomer, form, self._language, anew=True):
            typed = self._answer_wrongly(newcomer)
            if newcomer.page.errors:
                wrong = f"{form.name}/{name}, wrong"
                yield self._scene(newcomer, wrong, page=pages[name], typed=typed)
            self._open(newcomer, "", f"/forms/{form.name}/{name}")

    def _answer_wrongly(self, browser: Browser) -> dict[str, str]:
        entered = browser.page.entered()
        keys = [key for key in entered if not key.startswith("_") and not key.endswith(".id")]
        wrong = {key: "?!" if number % 2 else "" for number, key in enumerate(keys)}
        types = {key: browser.page.control(key).get("type") for key in keys}
        changes = {key: [] if types[key] in ("radio", "checkbox") else [text] for key, text in wrong.items()}
        browser.send(**changes)
        texts = ("text", "email", "tel", "url")
        return {key: text for key, text in wrong.items() if text and types[key] in texts}

    def _conflict(self, owner: Browser) -> Iterator[Scene]:
        """An agency learns another phone number while the owner types hers; then she sends."""
        form = self._edition.form(self._language, "inspection-request")
        assert form
        for _ in walk(owner, form, self._language):
            before = owner.page
            if owner.page.has("phone"):
                owner.page.control("phone").set("value", "415 555 0188")
        self._tell("business.phone", "+14155550177")
        yield self._open(owner, "check with news", f"/forms/{form.name}/check")
        owner.send(button="send")
        assert owner.page.errors, "no conflict"
        yield self._scene(owner, "check with a conflict")
        owner.send(button="send", conflict__phone="ours")
        yield self._scene(owner, "sent")
        path, _, _ = owner.page.url.removeprefix(f"/{self._language}").partition("?")
        yield self._open(owner, "submission", path)
        owner.page = before  # another window
        self._answer_wrongly(owner)
        yield self._scene(owner, "sent already")

    def _under_way(self, owner: Browser) -> Iterator[Scene]:
        """The agency asks for more; the owner comes back."""
        sent = next(
            one
            for one in self._store.submissions.of_business(self._business_of_owner())
            if "." not in one.form
        )
        desk = CaseContext(System("Jordan Lee"), self._store, self._edition, "http://127.0.0.1")
        take_step(desk, sent.reference, "more_information", datetime.now(UTC), "Who has the key?")
        yield self._open(owner, "submission under way", f"/submissions/{sent.reference}")
        yield self._open(owner, "submissions", "/submissions")
        self._tell("business.floor_area", "1400")
        yield self._open(self._signed_in(OWNER), "portal with news", "/")

    def _elsewhere(self, owner: Browser) -> Iterator[Scene]:
        """A form that is not in this language yet, on the card of the portal."""
        yield self._open(owner, "portal of an agency, signed in", "/agency/relief")
        links = [one for one in owner.page.all("a") if one.get("href", "").endswith(f"/forms/{ELSEWHERE}")]
        assert bool(links[0].get("hreflang")) != self._edition.speaks(self._language, ELSEWHERE)

    def _locations(self, owner: Browser) -> Iterator[Scene]:
        yield self._open(owner, "portal, two businesses", "/")
        yield self._open(owner, "nothing sent", "/submissions")
        yield self._open(owner, "add a location", "/locations")
        owner.send(name="")
        yield self._scene(owner, "add a location, wrong")
        owner.send(name="410 Clement Street")
        yield self._scene(owner, "my business, of a location")

    def _business(self, owner: Browser) -> Iterator[Scene]:
        yield self._open(owner, "may apply", "/may-apply")
        yield self._open(owner, "my business", "/business")
        changes = [link.get("href", "") for link in owner.page.all("a")]
        change = next(link for link in changes if link.startswith(f"/{self._language}/business/"))
        owner.open(change)
        yield self._scene(owner, "change a fact")
        typed = self._answer_wrongly(owner)
        assert owner.page.errors, "no error"
        yield self._scene(owner, "change a fact, wrong", typed=typed)

    def _end(self, owner: Browser) -> Iterator[Scene]:
        yield self._open(owner, "portal, signed in", "/")
        yield self._open(owner, "sessions", "/sessions")
        owner.send(button="others")
        yield self._scene(owner, "sessions, one left")
        form = forms_with_every_type(self._edition)[0]
        self._open(owner, "", f"/forms/{form.name}/discard")
        owner.send()
        yield self._scene(owner, "portal with a message")
        self._open(owner, "", f"/forms/{form.name}/{form.pages[0].name}")
        owner.send(button="save")
        yield self._scene(owner, "saved for later")
        self._open(owner, "", f"/forms/{form.name}/{form.pages[0].name}")
        owner.send(_csrf="forged")
        yield self._scene(owner, "problem: forged")

    def _tell(self, master: str, value: str) -> None:
        party, source = self._business_of_owner(), Source("register", "fire_inspections", "fire")
        self._store.facts.record([NewFact(party, master, value, datetime.now(UTC), source)])

    def _business_of_owner(self) -> str:
        account = self._store.identity.account(OWNER)
        assert account
        return account.businesses[0].id

    def _signed_in(self, address: str) -> Browser:
        browser = Browser(self._app)
        browser.sign_in(address)
        return browser

    def _open(self, browser: Browser, name: str, path: str) -> Scene:
        browser.open(f"/{self._language}{path}")
        return self._scene(browser, name)

    def _scene(
        self, browser: Browser, name: str, *, page: Page | None = None, typed: dict[str, str] | None = None
    ) -> Scene:
        language = self._edition.languages[self._language]
        html = browser.page.response.get_data(as_text=True)
        address = browser.page.url
        return Scene(name, language.code, language.direction, address, html, page, typed or {})
