"""The sessions of an account: listing and ending them."""

from __future__ import annotations

from flask import Blueprint, Response, request

from runtime.services.identity.sessions import end_other_sessions, end_session
from runtime.web.http.guards import owner
from runtime.web.http.request_context import RequestContext
from runtime.web.http.responses import redirect_to, screen
from runtime.web.owner.sessions_context import marked, sessions_context

sessions = Blueprint("sessions", __name__)

_OTHERS = "others"


@sessions.get("/<lang>/sessions")
@owner
def show_sessions(ctx: RequestContext) -> Response:
    """All sessions, with browser and last use."""
    return screen(ctx, "sessions", sessions_context(ctx))


@sessions.post("/<lang>/sessions")
@owner
def end_sessions(ctx: RequestContext) -> Response:
    """End one other session, or all others; no error when it has already ended."""
    button = request.form.get("_action", "")
    if button == _OTHERS:
        end_other_sessions(ctx, ctx.cookie_hash)
        return redirect_to(ctx, ctx.url("sessions"), say="others-ended")
    other = marked(ctx, button.partition(".")[2])
    if other and other != ctx.cookie_hash:
        end_session(ctx, other)
    return redirect_to(ctx, ctx.url("sessions"), say="session-ended")
