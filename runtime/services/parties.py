"""Which party a fact belongs to: a location has some facts of its own and shares the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from forms.fields.base import Shared
from runtime.dataset import Fact
from runtime.services.access import Owner, require
from runtime.services.site.published_site import PublishedSite

Facts = Mapping[str, Fact]
Read = Callable[[Collection[str]], Facts]


def party_of(owner: Owner, shared: Shared) -> str:
    """The party that a fact is about: the business, its location acted for, or the person signed in."""
    if shared.party != "business":
        return owner.account.person.id
    acted_for = owner.business
    return acted_for.id if shared.each_location or not acted_for.of else acted_for.of


def facts_for(read: Read, owner: Owner, site: PublishedSite) -> Facts:
    """What ``read`` finds for the owner's parties: current facts, or proposals."""
    return with_shared(read, owner, site, _read(read, owner, owner.business.id, owner.account.person.id))


def with_shared(read: Read, owner: Owner, site: PublishedSite, own: Facts) -> Facts:
    """Add the facts of the business that a location shares to ``own``, those of the party and the person.

    Master fields with ``each_location`` are not inherited: an address is never offered for another location.
    """
    of = owner.business.of
    if not of:
        return own
    each, person = site.each_location, owner.account.person.id
    shared = {master: fact for master, fact in _read(read, owner, of).items() if master not in each}
    kept = {master: fact for master, fact in own.items() if master in each or fact.party == person}
    return {**shared, **kept}


def _read(read: Read, owner: Owner, *parties: str) -> Facts:
    for party in parties:
        require(owner, "read facts", party)
    return read(parties)
