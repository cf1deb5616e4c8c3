"""The portal: one tab per agency."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from runtime.web.http.guards import anyone, public, site_of_request
from runtime.web.http.request_context import RequestContext
from runtime.web.http.responses import relocate
from runtime.web.owner.portal_context import agency_context, recent_of
from runtime.web.owner.tabs import show_tab

portal = Blueprint("portal", __name__)


@portal.get("/")
@anyone
def choose_language() -> Response:
    """Send the browser to the language that it prefers."""
    languages = list(site_of_request().languages)
    chosen = request.accept_languages.best_match(languages, default=languages[0])
    response = relocate(f"/{chosen}/")
    response.headers["Vary"] = "Accept-Language"
    return response


@portal.get("/<lang>/")
@public
def show_portal(ctx: RequestContext) -> Response:
    """The portal with its first tab open."""
    return _agency(ctx, ctx.city.agencies[0].name)


@portal.get("/<lang>/agency/<agency>")
@public
def show_agency(ctx: RequestContext, agency: str) -> Response:
    """The portal with the tab of one agency open."""
    if agency not in {known.name for known in ctx.city.agencies}:
        abort(404)
    return _agency(ctx, agency)


def _agency(ctx: RequestContext, agency: str) -> Response:
    recent = recent_of(ctx)
    return show_tab(ctx, f"portal/{agency}", agency_context(ctx, agency, recent), recent)
