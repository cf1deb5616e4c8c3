"""Searching forms and agencies."""

from __future__ import annotations

from flask import Blueprint, Response, request

from forms.search import SearchEntry, found
from runtime.access import public
from runtime.agencies import agency_title
from runtime.answering import screen
from runtime.posting import typeable
from runtime.visit import Visit

search = Blueprint("search", __name__)

_LONGEST = 100  # characters of a search that count


@search.get("/<lang>/search")
@public
def show_found(visit: Visit) -> Response:
    """What fits the words typed, in the reader's language; nothing about the search is kept."""
    typed = typeable(request.args.get("q", ""))[:_LONGEST].strip()
    entries = found(visit.edition.search_index(visit.language.code), typed)
    return screen(
        visit, "search", {"tab": "", "q": typed, "found": [_row(visit, entry) for entry in entries]}
    )


def _row(visit: Visit, entry: SearchEntry) -> dict[str, str]:
    parts = ("forms", entry.form) if entry.form else ("agency", entry.agency)
    return {
        "title": entry.title,
        "said": entry.said,
        "agency": agency_title(visit.city, entry.agency) if entry.form else "",
        "url": visit.url(*parts),
    }
