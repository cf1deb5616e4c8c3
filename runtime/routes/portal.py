"""The portal: one tab per agency."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from runtime.access import anyone, public, service
from runtime.answering import relocate, screen
from runtime.portal import portal_context
from runtime.visit import Visit

portal = Blueprint("portal", __name__)


@portal.get("/")
@anyone
def choose_language() -> Response:
    """Send the browser to the language that it prefers."""
    languages = list(service().editions.newest().languages)
    chosen = request.accept_languages.best_match(languages, default=languages[0])
    response = relocate(f"/{chosen}/")
    response.headers["Vary"] = "Accept-Language"
    return response


@portal.get("/<lang>/")
@public
def show_portal(visit: Visit) -> Response:
    """The portal with its first tab open."""
    return screen(visit, "portal", portal_context(visit, visit.city.agencies[0].name))


@portal.get("/<lang>/agency/<agency>")
@public
def show_agency(visit: Visit, agency: str) -> Response:
    """The portal with the tab of one agency open."""
    if agency not in {known.name for known in visit.city.agencies}:
        abort(404)
    return screen(visit, "portal", portal_context(visit, agency))
