"""What may apply to me: forms by what the city knows of the business."""

from __future__ import annotations

from flask import Blueprint, Response

from runtime.web.http.guards import owner
from runtime.web.http.request_context import RequestContext
from runtime.web.owner.may_apply_context import may_apply_context
from runtime.web.owner.tabs import show_tab

may_apply = Blueprint("may_apply", __name__)


@may_apply.get("/<lang>/may-apply")
@owner
def show_may_apply(ctx: RequestContext) -> Response:
    """The forms that may apply, those of which more must be known, and those that do not."""
    return show_tab(ctx, "may_apply", may_apply_context(ctx))
