"""The context of one request: actor, session, and the data read together with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from runtime.dataset.records.drafts import Draft
from runtime.dataset.records.facts import Fact
from runtime.dataset.records.identity import Session
from runtime.services.context import ServiceContext, Services
from runtime.services.site.published_site import PublishedSites
from runtime.web.http.templated_site import TemplatedSite


@dataclass(frozen=True)
class WebServices(Services):
    """The services of a process that answers requests; its site has templates."""

    sites: PublishedSites[TemplatedSite]


@dataclass(frozen=True)
class RequestContext(ServiceContext):
    """What every request needs, read once at its start."""

    services: WebServices
    site: TemplatedSite
    csrf_secret: str = ""
    cookie_hash: str = ""
    session: Session | None = None
    draft: Draft | None = None  # the open draft of the form in the address
    facts: Mapping[str, Fact] = field(default_factory=dict)  # of the business and the person
    proposals: Mapping[str, Fact] = field(default_factory=dict)  # of the same, waiting for their steward

    @property
    def signed_in(self) -> Session:
        """The session, in requests that only owners may make."""
        assert self.session is not None  # noqa: S101  the guard `owner` admits signed-in users only
        return self.session
