"""One place where refusals and mistakes become pages and lines in the log."""

from __future__ import annotations

import logging
import secrets
import traceback

from flask import Flask, Response, g, make_response, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from runtime import refusals
from runtime.access import visit_anywhere, visit_without_session
from runtime.answering import explain
from runtime.refusals import Refusal
from runtime.stores import Unavailable, Unstorable
from runtime.visit import Visit

_SECONDS_TO_RECOVER = "5"
_log = logging.getLogger("onceonly")


def explain_mistakes(app: Flask) -> None:
    """Answer everything that goes wrong with a page in the reader's language."""
    app.register_error_handler(Refusal, lambda refusal: explain(_visit(), refusal))
    app.register_error_handler(Unstorable, lambda _: explain(_visit(), refusals.not_understood()))
    app.register_error_handler(Unavailable, _explain_unavailable)
    app.register_error_handler(HTTPException, _explain_http)
    app.register_error_handler(Exception, _explain_mistake)


def _explain_unavailable(_: Unavailable) -> Response:
    response = explain(_visit_without_session(), refusals.unavailable())
    response.headers["Retry-After"] = _SECONDS_TO_RECOVER
    return response


def _explain_http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return make_response(error.get_response())
    if isinstance(error, RequestEntityTooLarge):
        return explain(_visit(), refusals.too_large())
    if error.code in (404, 405):
        return explain(_visit_anywhere(), refusals.no_such_page())
    return explain(_visit(), refusals.not_understood())


def _explain_mistake(error: Exception) -> Response:
    mark = secrets.token_hex(4)
    # Messages of exceptions may quote what people typed: the log gets the places only.
    places = "".join(traceback.format_tb(error.__traceback__))
    endpoint = request.endpoint or "no endpoint"
    _log.error("mark %s: %s at %s\n%s", mark, type(error).__name__, endpoint, places)
    return explain(_visit_without_session(), refusals.broken(mark))


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
