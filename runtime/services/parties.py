"""Whose fact is whose: a location has some of its own, and shares all others with its business."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from forms.fields.base import Shared
from runtime.dataset import Fact, Session
from runtime.services.site.published_site import Edition

Facts = Mapping[str, Fact]
Read = Callable[[Collection[str]], Facts]


def party_of(session: Session, shared: Shared) -> str:
    """The party that a fact is about: the business, its location acted for, or the person signed in."""
    if shared.party != "business":
        return session.account.person.id
    acted_for = session.business
    return acted_for.id if shared.each_location or not acted_for.of else acted_for.of


def facts_for(read: Read, session: Session, edition: Edition) -> Facts:
    """What ``read`` finds for whom the session acts: the current facts, or those that wait."""
    return with_shared(read, session, edition, read((session.business.id, session.account.person.id)))


def with_shared(read: Read, session: Session, edition: Edition, own: Facts) -> Facts:
    """``own`` are the facts of the party acted for and of the person: those of a location are not all.

    Nothing is inherited that each location has for itself: the address of one is never offered for another.
    """
    of = session.business.of
    if not of:
        return own
    each, person = edition.each_location, session.account.person.id
    shared = {master: fact for master, fact in read((of,)).items() if master not in each}
    kept = {master: fact for master, fact in own.items() if master in each or fact.party == person}
    return {**shared, **kept}
