"""One place where refusals and mistakes become pages and lines of the log."""

from __future__ import annotations

from flask import Flask, Response, g, make_response, request
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from runtime.dataset import NoRoom, Unavailable, Unstorable
from runtime.dataset.disk_space import says_broken, says_full
from runtime.services import user_errors as refusals
from runtime.services.logs import Event, event, failures
from runtime.services.user_errors import Refusal
from runtime.web.http.guards import visit_anywhere, visit_without_session
from runtime.web.http.request_context import Visit
from runtime.web.http.responses import explain


def explain_mistakes(app: Flask) -> None:
    """Answer everything that goes wrong with a page in the reader's language."""
    app.register_error_handler(Refusal, lambda refusal: _refuse(_visit(), refusal))
    app.register_error_handler(Unstorable, lambda _: _refuse(_visit(), refusals.not_understood()))
    app.register_error_handler(Unavailable, _explain_unavailable)
    app.register_error_handler(OSError, _explain_disk)
    app.register_error_handler(HTTPException, _explain_http)
    app.register_error_handler(Exception, _explain_mistake)


def _refuse(visit: Visit, refusal: Refusal) -> Response:
    event(Event.REFUSED, kind=refusal.kind, status=refusal.status)
    return explain(visit, refusal)


def _explain_unavailable(error: Unavailable) -> Response:
    return _unavailable(error, refusals.no_room() if isinstance(error, NoRoom) else refusals.unavailable())


def _explain_disk(error: OSError) -> Response:
    """Not only the store writes: files that arrive wait in a folder for temporary files."""
    if says_full(error):
        return _unavailable(error, refusals.no_room())
    return _unavailable(error, refusals.unavailable()) if says_broken(error) else _explain_mistake(error)


def _unavailable(error: Exception, refusal: Refusal) -> Response:
    event(Event.UNAVAILABLE, errors=failures(error))
    return explain(_visit_without_session(), refusal)


def _explain_http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return make_response(error.get_response())
    if isinstance(error, InternalServerError):  # a page that explains could not be made
        return _explain_mistake(error.original_exception or error)
    if isinstance(error, RequestEntityTooLarge):
        return _refuse(_visit(), refusals.too_large())
    if error.code in (404, 405):
        return _refuse(_visit_anywhere(), refusals.no_such_page())
    return _refuse(_visit(), refusals.not_understood())


def _explain_mistake(error: BaseException) -> Response:
    event(Event.FAILED, errors=failures(error))
    return explain(_visit_without_session(), refusals.broken())


def _visit() -> Visit:
    found = g.get("visit")
    return found if isinstance(found, Visit) else _visit_without_session()


def _visit_anywhere() -> Visit:
    found = g.get("visit")
    return found if isinstance(found, Visit) else visit_anywhere(_language())


def _visit_without_session() -> Visit:
    return visit_without_session(_language())


def _language() -> str:
    return request.path.partition("/")[2].partition("/")[0]
