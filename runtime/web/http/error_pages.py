"""Turns user errors and internal errors into pages and log lines."""

from __future__ import annotations

from flask import Flask, Response, g, make_response, request
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from runtime.dataset.records.errors import NoRoom, Unavailable, Unstorable
from runtime.services import user_errors
from runtime.services.access import NotAllowed
from runtime.services.health import is_disk_broken, is_disk_full
from runtime.services.logs import Event, event, failures
from runtime.services.user_errors import UserError
from runtime.web.http.guards import context_anywhere, context_without_session, services
from runtime.web.http.request_context import RequestContext
from runtime.web.http.responses import error_response


def register_error_pages(app: Flask) -> None:
    """Register handlers that answer every error with a page in the user's language."""
    app.register_error_handler(UserError, lambda refusal: _refuse(_request_context(), refusal))
    app.register_error_handler(NotAllowed, _explain_not_allowed)
    app.register_error_handler(
        Unstorable, lambda _: _refuse(_request_context(), user_errors.not_understood())
    )
    app.register_error_handler(Unavailable, _explain_unavailable)
    app.register_error_handler(OSError, _explain_disk)
    app.register_error_handler(HTTPException, _explain_http)
    app.register_error_handler(Exception, _explain_mistake)


def _refuse(ctx: RequestContext, refusal: UserError) -> Response:
    event(Event.REFUSED, kind=refusal.kind, status=refusal.status)
    return error_response(ctx, refusal)


def _explain_not_allowed(_: NotAllowed) -> Response:
    """Shown as "no such page", so that nobody learns what exists."""
    return _refuse(_request_context(), user_errors.no_such_page())


def _explain_unavailable(error: Unavailable) -> Response:
    return _unavailable(
        error, user_errors.no_room() if isinstance(error, NoRoom) else user_errors.unavailable()
    )


def _explain_disk(error: OSError) -> Response:
    """The disk may also be full for the temporary files of uploads."""
    if is_disk_full(error):
        return _unavailable(error, user_errors.no_room())
    if is_disk_broken(error) or not services().sites.are_there():  # without output some pages still work
        return _unavailable(error, user_errors.unavailable())
    return _explain_mistake(error)


def _unavailable(error: Exception, refusal: UserError) -> Response:
    event(Event.UNAVAILABLE, errors=failures(error))
    return error_response(_context_without_session(), refusal)


def _explain_http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return make_response(error.get_response())
    if isinstance(error, InternalServerError):  # the error page itself could not be rendered
        return _explain_mistake(error.original_exception or error)
    if isinstance(error, RequestEntityTooLarge):
        return _refuse(_request_context(), user_errors.too_large())
    if error.code in (404, 405):
        return _refuse(_context_anywhere(), user_errors.no_such_page())
    return _refuse(_request_context(), user_errors.not_understood())


def _explain_mistake(error: BaseException) -> Response:
    event(Event.FAILED, errors=failures(error))
    return error_response(_context_without_session(), user_errors.broken())


def _request_context() -> RequestContext:
    found = g.get("ctx")
    return found if isinstance(found, RequestContext) else _context_without_session()


def _context_anywhere() -> RequestContext:
    found = g.get("ctx")
    return found if isinstance(found, RequestContext) else context_anywhere(_language())


def _context_without_session() -> RequestContext:
    return context_without_session(_language())


def _language() -> str:
    return request.path.partition("/")[2].partition("/")[0]
