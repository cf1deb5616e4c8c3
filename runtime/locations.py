"""Further locations of a business: reading the name of a new one, adding it, and listing them."""

from __future__ import annotations

from forms.fields.base import AnswerError, Reading
from forms.fields.types.text import Text
from forms.text.messages import message
from runtime.acting import act_for
from runtime.dataset import Party, Session
from runtime.visit import Visit

LONGEST = 100
MOST = 50  # locations of one business: a chain larger than that needs an import, not a page


def locations_of(session: Session) -> list[str]:
    """What the further locations of the business acted for are called."""
    return [party.name for party in session.account.businesses if party.of == _business(session)]


def is_location_beside(session: Session, party: str) -> bool:
    """Whether a party is another location of the business acted for; the business itself is its first."""
    business_of = {each.id: each.of or each.id for each in session.account.businesses}
    return business_of.get(party) == _business(session)


def read_name(visit: Visit, typed: str) -> Reading[str]:
    """What somebody wants to call a location, or what is wrong with it."""
    label = visit.language.say(message("What do you call this location?"))
    question = Text(name="name", label=label, max_length=LONGEST)
    reading = question.read({"": [typed]}, visit.language, {})
    if reading == Reading():
        return Reading(errors=(AnswerError(question.missing()),))
    if len(locations_of(visit.owner)) >= MOST:
        text = message(
            "A business can have up to {most} further locations here. Call us to add more.", most=MOST
        )
        return Reading(errors=(AnswerError(text),))
    return reading


def add_location(visit: Visit, name: str) -> Party:
    """Add a location of the business acted for, and act for it from now on."""
    owner = visit.owner
    location = visit.store.parties.create_location(owner.account.id, _business(owner), name)
    act_for(visit, location.id)
    return location


def _business(session: Session) -> str:
    return session.business.of or session.business.id
