"""The browsers in which an account is signed in: seeing and ending them."""

from __future__ import annotations

from flask import Blueprint, Response, request

from runtime.services.identity.sessions import marked, sessions_context
from runtime.web.http.guards import owner
from runtime.web.http.request_context import Visit
from runtime.web.http.responses import go, screen

sessions = Blueprint("sessions", __name__)

_OTHERS = "others"


@sessions.get("/<lang>/sessions")
@owner
def show_sessions(visit: Visit) -> Response:
    """All of them, with what they are and when they were used."""
    return screen(visit, "sessions", sessions_context(visit))


@sessions.post("/<lang>/sessions")
@owner
def end_sessions(visit: Visit) -> Response:
    """End one other, or all others; one that has ended meanwhile is no error."""
    button = request.form.get("_action", "")
    if button == _OTHERS:
        visit.store.identity.close_other_sessions(visit.cookie_hash)
        return go(visit, visit.url("sessions"), say="others-ended")
    other = marked(visit, button.partition(".")[2])
    if other and other != visit.cookie_hash:
        visit.store.identity.close_session(other)
    return go(visit, visit.url("sessions"), say="session-ended")
