"""What a service is given: who acts, in which language, on what day, and what the process was wired with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from forms.model.form import City, Form
from forms.text.language import Language
from runtime.dataset import Dataset, Fact
from runtime.services.access import ANONYMOUS, Actor, Owner
from runtime.services.pdf import PdfPrinter
from runtime.services.settings import Settings
from runtime.services.site.published_site import PublishedSite, PublishedSites
from runtime.services.user_errors import no_such_form, not_in_this_language


@dataclass(frozen=True)
class Services:
    """What one process is wired with when it starts."""

    settings: Settings
    dataset: Dataset
    sites: PublishedSites[PublishedSite]
    pdf: PdfPrinter = field(default_factory=PdfPrinter)


@dataclass(frozen=True)
class ServiceContext:
    """Who asks for something, in which language, and when."""

    services: Services
    site: PublishedSite
    language: Language
    now: datetime
    actor: Actor = field(default=ANONYMOUS, kw_only=True)

    @property
    def dataset(self) -> Dataset:
        """The central dataset."""
        return self.services.dataset

    @property
    def settings(self) -> Settings:
        """The settings of the site."""
        return self.services.settings

    @property
    def owner(self) -> Owner:
        """The actor where only owners come."""
        assert isinstance(self.actor, Owner)  # noqa: S101  the guard `owner` lets nobody else through
        return self.actor

    @cached_property
    def city(self) -> City:
        """The city in the reader's language."""
        return self.site.city(self.language.code)

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
        form = self.site.form(self.language.code, name)
        if form is None:
            raise no_such_form()
        if not self.site.speaks(self.language.code, name):
            raise not_in_this_language()
        return form

    def provenance(self, fact: Fact) -> str:
        """Where a fact came from, as one sentence."""
        kind, name, agency, _ = fact.source  # its reference is not said
        day = fact.said_at.astimezone(self.timezone).date()
        return self.site.provenance(self.language.code, kind, name, agency, day)

    def url(self, *parts: str) -> str:
        """The address of a page in the reader's language."""
        return "/" + "/".join((self.language.code, *parts))
