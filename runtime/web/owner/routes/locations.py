"""Adding a location of a business."""

from __future__ import annotations

from flask import Blueprint, Response, request

from forms.fields.room import WRITTEN
from forms.pages.screens import LocationPage
from runtime.services.filling.post import typeable
from runtime.services.identity.locations import add_location, read_name
from runtime.web.http.guards import owner
from runtime.web.http.request_context import RequestContext
from runtime.web.http.responses import redirect_to, screen
from runtime.web.http.template_values import Link

locations = Blueprint("locations", __name__)


@locations.get("/<lang>/locations")
@owner
def ask_for_location(ctx: RequestContext) -> Response:
    """Ask for the name of a new location."""
    return screen(ctx, "location", LocationPage(name="", error_links=()))


@locations.post("/<lang>/locations")
@owner
def take_location(ctx: RequestContext) -> Response:
    """Add the location, and continue with its facts."""
    typed = typeable(request.form.get("name", "")[:WRITTEN])
    reading = read_name(ctx, typed)
    if reading.errors or reading.value is None:
        links = [Link("#name", ctx.language.say(error.message)) for error in reading.errors]
        return screen(ctx, "location", LocationPage(name=typed, error_links=links), http=422)
    add_location(ctx, ctx.cookie_hash, reading.value)
    return redirect_to(ctx, ctx.url("business"), say="location-added")
