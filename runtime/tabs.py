"""The tabs of the portal: each is a page of its own, of which the page script asks for the open part only."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Response, request

from forms.pages.contexts import DESK
from forms.pages.portal import DeskPart
from runtime.answering import screen
from runtime.portal import Papers, around_the_desk, papers_of
from runtime.visit import Visit

PART = "X-Part"
"""The header with which the page script asks for what stands in a tab, without the page around it."""


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
    part: DeskPart = {"business_id": visit.session.business.id if visit.session else ""}
    block = page.blocks[DESK](page.new_context({**part, **context}))
    return Response("".join(block), headers={"Cache-Control": "no-store"}, content_type=_HTML)


_HTML = "text/html; charset=utf-8"
