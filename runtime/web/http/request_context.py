"""One visit: who asks, in which language, and what the store knows for this request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from forms.model.form import City, Form
from forms.text.language import Language
from runtime.dataset import Dataset, Draft, Fact, Session
from runtime.services.parties import facts_for
from runtime.services.pdf import Press
from runtime.services.settings import Settings
from runtime.services.site.published_site import Edition, Editions
from runtime.services.user_errors import no_such_form, not_in_this_language


@dataclass(frozen=True)
class Service:
    """What the application factory wires together, once per process."""

    settings: Settings
    store: Dataset
    editions: Editions
    press: Press = field(default_factory=Press)


@dataclass(frozen=True)
class Visit:
    """Everything that one request needs, read at its edge."""

    service: Service
    edition: Edition
    language: Language
    now: datetime
    csrf_secret: str
    cookie_hash: str = ""
    session: Session | None = None
    draft: Draft | None = None  # the open draft of the form in the address
    facts: Mapping[str, Fact] = field(default_factory=dict)  # of the business and the person
    proposals: Mapping[str, Fact] = field(default_factory=dict)  # of the same, waiting for their steward

    @property
    def store(self) -> Dataset:
        """The central dataset."""
        return self.service.store

    @property
    def settings(self) -> Settings:
        """The settings of the site."""
        return self.service.settings

    @property
    def owner(self) -> Session:
        """The session of a visit that must be signed in."""
        assert self.session is not None  # noqa: S101  `access.owner` lets nobody else through
        return self.session

    def known_facts(self) -> Mapping[str, Fact]:
        """What the city knows by now about the business or location acted for and the person."""
        return facts_for(self.store.facts.current, self.owner, self.edition)

    def waiting_facts(self) -> Mapping[str, Fact]:
        """What was said about the same and waits for its steward."""
        return facts_for(self.store.facts.proposals, self.owner, self.edition)

    @cached_property
    def city(self) -> City:
        """The city in the reader's language."""
        return self.edition.city(self.language.code)

    @cached_property
    def today(self) -> date:
        """Today where the city is."""
        return self.now.astimezone(self.timezone).date()

    @cached_property
    def timezone(self) -> ZoneInfo:
        """The time zone in which the city lives."""
        return ZoneInfo(self.city.timezone)

    def form(self, name: str) -> Form:
        """A form in the reader's language; refuses names that the city does not have, or not in hers."""
        form = self.edition.form(self.language.code, name)
        if form is None:
            raise no_such_form()
        if not self.edition.speaks(self.language.code, name):
            raise not_in_this_language()
        return form

    def provenance(self, fact: Fact) -> str:
        """Where a fact came from, as one sentence."""
        kind, name, agency, _ = fact.source  # its reference is not said
        day = fact.said_at.astimezone(self.timezone).date()
        return self.edition.provenance(self.language.code, kind, name, agency, day)

    def url(self, *parts: str) -> str:
        """An address within the reader's language."""
        return "/" + "/".join((self.language.code, *parts))
