"""Articles of the knowledge base."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from runtime.web.http.guards import public
from runtime.web.http.request_context import RequestContext
from runtime.web.http.responses import screen

articles = Blueprint("articles", __name__)


@articles.get("/<lang>/articles/<agency>/<name>")
@public
def show_article(ctx: RequestContext, agency: str, name: str) -> Response:
    """One article in the user's language."""
    if f"{agency}/{name}" not in ctx.site.articles:
        abort(404)
    return screen(ctx, f"articles/{agency}/{name}")
