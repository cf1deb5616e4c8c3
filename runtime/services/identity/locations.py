"""Locations of a business: reading the name of a new one, adding and listing them."""

from __future__ import annotations

from dataclasses import replace

from forms.fields.base import AnswerError, Reading
from forms.fields.types.text import Text
from forms.text.messages import message
from runtime.dataset import Party
from runtime.services.access import Owner, require
from runtime.services.context import ServiceContext
from runtime.services.identity.acting import act_for

LONGEST = 100
MOST = 50  # per business; a larger chain needs an import


def locations_of(owner: Owner) -> list[str]:
    """The names of the locations of the business acted for."""
    return [party.name for party in owner.account.businesses if party.of == _business(owner)]


def is_location_beside(owner: Owner, party: str) -> bool:
    """Whether a party is another location of the business acted for, or the business itself."""
    business_of = {each.id: each.of or each.id for each in owner.account.businesses}
    return business_of.get(party) == _business(owner)


def read_name(ctx: ServiceContext, typed: str) -> Reading[str]:
    """Read the typed name of a location; the result holds its error, if any."""
    label = ctx.language.say(message("What do you call this location?"))
    question = Text(name="name", label=label, max_length=LONGEST)
    reading = question.read({"": [typed]}, ctx.language, {})
    if reading == Reading():
        return Reading(errors=(AnswerError(question.missing()),))
    if len(locations_of(ctx.owner)) >= MOST:
        text = message(
            "A business can have up to {most} further locations here. Call us to add more.", most=MOST
        )
        return Reading(errors=(AnswerError(text),))
    return reading


def add_location(ctx: ServiceContext, cookie_hash: str, name: str) -> Party:
    """Add a location to the business acted for, and act for it in the session of the cookie."""
    owner = ctx.owner
    require(owner, "add location", _business(owner))
    location = ctx.dataset.parties.create_location(owner.account.id, _business(owner), name)
    account = replace(owner.account, businesses=(*owner.account.businesses, location))
    act_for(replace(ctx, actor=replace(owner, account=account)), cookie_hash, location.id)
    return location


def _business(owner: Owner) -> str:
    return owner.business.of or owner.business.id
