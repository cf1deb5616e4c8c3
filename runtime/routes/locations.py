"""Adding a location of a business."""

from __future__ import annotations

from flask import Blueprint, Response, request

from forms.fields.room import WRITTEN
from forms.pages.screens import LocationPage
from runtime.access import owner
from runtime.answering import go, screen
from runtime.context import Link
from runtime.locations import add_location, read_name
from runtime.posting import typeable
from runtime.visit import Visit

locations = Blueprint("locations", __name__)


@locations.get("/<lang>/locations")
@owner
def ask_for_location(visit: Visit) -> Response:
    """Ask what a new location is called."""
    return screen(visit, "location", LocationPage(name="", problems=()))


@locations.post("/<lang>/locations")
@owner
def take_location(visit: Visit) -> Response:
    """Add it, and go on to what the city should know about it."""
    typed = typeable(request.form.get("name", "")[:WRITTEN])
    reading = read_name(visit, typed)
    if reading.problems:
        links = [Link("#name", visit.language.say(problem.message)) for problem in reading.problems]
        return screen(visit, "location", LocationPage(name=typed, problems=links), http=422)
    add_location(visit, reading.value)
    return go(visit, visit.url("business"), say="location-added")
