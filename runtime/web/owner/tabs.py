"""The tabs of the portal: each is a page of its own, of which the page script asks for the open part only."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Response, request

from runtime.web.http.request_context import Visit
from runtime.web.http.responses import screen
from runtime.web.owner.portal_context import Papers, around_the_desk, papers_of

PART = "X-Part"
"""The header with which the page script asks for what stands in a tab, without the page around it."""

DESK = "desk"
"""What it asks for: the block of this name in the template."""


def show_tab(
    visit: Visit, template: str, context: Mapping[str, object], papers: Papers | None = None
) -> Response:
    """A tab as a page, or as the part of it that the page script has not got. Nobody may keep either.

    ``papers`` are given by those who have read them already.
    """
    if request.headers.get(PART) == DESK:
        response = _part(visit, template, context)
    else:
        response = screen(visit, template, {**around_the_desk(visit, papers or papers_of(visit)), **context})
    response.headers["Vary"] = PART
    return response


def tab_in(visit: Visit, address: str | None) -> str:
    """The path of the tab that is open at ``address``, else that of the portal."""
    path = urlsplit(address or "").path
    agencies = [visit.url("agency", agency.name) for agency in visit.city.agencies]
    tabs = (visit.url("business"), visit.url("may-apply"), *agencies)
    return path if path in tabs else visit.url("")


def _part(visit: Visit, template: str, context: Mapping[str, object]) -> Response:
    page = visit.edition.template(visit.language.code, template)
    whose = visit.session.business.id if visit.session else ""
    block = page.blocks[DESK](page.new_context({"business_id": whose, **context}))
    return Response("".join(block), headers={"Cache-Control": "no-store"}, content_type=_HTML)


_HTML = "text/html; charset=utf-8"
