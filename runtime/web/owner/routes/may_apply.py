"""“What may apply”: forms by eligibility."""

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
    """Forms that may apply, forms for which more must be known, and forms that do not apply."""
    return show_tab(ctx, "may_apply", may_apply_context(ctx))
