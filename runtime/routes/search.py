"""Searching forms, agencies and articles."""

from __future__ import annotations

from flask import Blueprint, Response, request

from forms.model.search import SearchEntry, found
from forms.pages.screens import FoundEntry, SearchPage
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
    typed = typeable(request.args.get("q", "")[:_LONGEST]).strip()
    spoken = visit.language.code
    fitting = found(visit.edition.search_index(spoken), typed)
    entries = [entry for entry in fitting if visit.edition.speaks(spoken, entry.form)]
    return screen(visit, "search", SearchPage(q=typed, found=[_row(visit, entry) for entry in entries]))


def _row(visit: Visit, entry: SearchEntry) -> FoundEntry:
    return {
        "title": entry.title,
        "said": entry.said,
        "agency": agency_title(visit.city, entry.agency) if entry.form or entry.article else "",
        "url": visit.url(*_address(entry)),
    }


def _address(entry: SearchEntry) -> tuple[str, ...]:
    if entry.article:
        return ("articles", entry.agency, entry.article)
    return ("forms", entry.form) if entry.form else ("agency", entry.agency)
