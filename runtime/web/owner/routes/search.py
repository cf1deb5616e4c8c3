"""Searching forms, agencies and articles."""

from __future__ import annotations

from flask import Blueprint, Response, request

from forms.model.search import SearchEntry, found
from forms.pages.screens import FoundEntry, SearchPage
from runtime.services.filling.post import typeable
from runtime.services.site.agencies import agency_title
from runtime.web.http.guards import public
from runtime.web.http.request_context import RequestContext
from runtime.web.http.responses import screen

search = Blueprint("search", __name__)

_LONGEST = 100  # characters of the search text that are used


@search.get("/<lang>/search")
@public
def show_found(ctx: RequestContext) -> Response:
    """Search results in the user's language; the search text is not stored."""
    typed = typeable(request.args.get("q", "")[:_LONGEST]).strip()
    spoken = ctx.language.code
    fitting = found(ctx.site.search_index(spoken), typed)
    entries = [entry for entry in fitting if ctx.site.speaks(spoken, entry.form)]
    return screen(ctx, "search", SearchPage(q=typed, found=[_row(ctx, entry) for entry in entries]))


def _row(ctx: RequestContext, entry: SearchEntry) -> FoundEntry:
    return {
        "title": entry.title,
        "said": entry.said,
        "agency": agency_title(ctx.city, entry.agency) if entry.form or entry.article else "",
        "url": ctx.url(*_address(entry)),
    }


def _address(entry: SearchEntry) -> tuple[str, ...]:
    if entry.article:
        return ("articles", entry.agency, entry.article)
    return ("forms", entry.form) if entry.form else ("agency", entry.agency)
