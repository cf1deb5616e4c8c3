"""What every service call gets: actor, language, day and the services of the process."""

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
    """What a process creates once at its start."""

    settings: Settings
    dataset: Dataset
    sites: PublishedSites[PublishedSite]
    pdf: PdfPrinter = field(default_factory=PdfPrinter)


@dataclass(frozen=True)
class ServiceContext:
    """The actor, language and time of a call."""

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
        """The actor, in calls that only owners can make."""
        assert isinstance(self.actor, Owner)  # noqa: S101  the guard `owner` admits owners only
        return self.actor

    @cached_property
    def city(self) -> City:
        """The city in the user's language."""
        return self.site.city(self.language.code)

    @cached_property
    def today(self) -> date:
        """Today in the city's time zone."""
        return self.now.astimezone(self.timezone).date()

    @cached_property
    def timezone(self) -> ZoneInfo:
        """The city's time zone."""
        return ZoneInfo(self.city.timezone)

    def form(self, name: str) -> Form:
        """A form in the user's language; raises UserError when there is none of this name or language."""
        form = self.site.form(self.language.code, name)
        if form is None:
            raise no_such_form()
        if not self.site.speaks(self.language.code, name):
            raise not_in_this_language()
        return form

    def provenance(self, fact: Fact) -> str:
        """The source of a fact, as one sentence."""
        kind, name, agency, _ = fact.source  # the reference is not shown
        day = fact.said_at.astimezone(self.timezone).date()
        return self.site.provenance(self.language.code, kind, name, agency, day)

    def url(self, *parts: str) -> str:
        """The address of a page in the user's language."""
        return "/" + "/".join((self.language.code, *parts))
