"""A submission as PDF."""

from __future__ import annotations

from flask import Blueprint, Response

from runtime.services.logs import Event, event
from runtime.services.pdf import CannotPrint
from runtime.services.submissions.submissions import submission
from runtime.services.user_errors import cannot_print
from runtime.web.http.guards import owner
from runtime.web.http.request_context import RequestContext
from runtime.web.owner.paper import receipt

paper = Blueprint("paper", __name__)


@paper.get("/<lang>/submissions/<reference>.pdf")
@owner
def send_receipt(ctx: RequestContext, reference: str) -> Response:
    """A submission as a file to save, for those who may read its page."""
    sent = submission(ctx, reference)
    try:
        pdf = ctx.services.pdf.render(receipt(ctx, sent))
    except CannotPrint as reason:
        event(Event.NOT_PRINTED, why=str(reason))
        raise cannot_print() from reason
    response = Response(pdf, 200, {"Cache-Control": "no-store"}, content_type="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=f"{sent.reference}.pdf")
    return response
