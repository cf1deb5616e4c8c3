"""The tabs of the portal: each is a page, of which the page script requests the inner part only."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Response, request

from forms.pages.contexts import DESK
from forms.pages.portal import DeskPart
from runtime.web.http.request_context import RequestContext
from runtime.web.http.responses import screen
from runtime.web.owner.portal_context import Recent, around_the_desk, recent_of

PART = "X-Part"
"""The request header with which the page script requests the content of a tab only."""


def show_tab(
    ctx: RequestContext, template: str, context: Mapping[str, object], recent: Recent | None = None
) -> Response:
    """A tab as a whole page or as its inner part. Caches must not store either.

    ``recent`` is passed by callers that have read it already.
    """
    if request.headers.get(PART) == DESK:
        response = _part(ctx, template, context)
    else:
        response = screen(ctx, template, {**around_the_desk(ctx, recent or recent_of(ctx)), **context})
    response.headers["Vary"] = PART
    return response


def tab_in(ctx: RequestContext, address: str | None) -> str:
    """The path of the tab that is open at ``address``; else that of the portal."""
    path = urlsplit(address or "").path
    agencies = [ctx.url("agency", agency.name) for agency in ctx.city.agencies]
    tabs = (ctx.url("business"), ctx.url("may-apply"), *agencies)
    return path if path in tabs else ctx.url("")


def _part(ctx: RequestContext, template: str, context: Mapping[str, object]) -> Response:
    page = ctx.site.template(ctx.language.code, template)
    part: DeskPart = {"business_id": ctx.session.business.id if ctx.session else ""}
    block = page.blocks[DESK](page.new_context({**part, **context}))
    return Response("".join(block), headers={"Cache-Control": "no-store"}, content_type=_HTML)


_HTML = "text/html; charset=utf-8"
