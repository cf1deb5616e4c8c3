"""One log line per request, and its id in all its lines and in a response header."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from runtime.services.logs import Event, event, failures, of_request, request_id
from runtime.services.networks import is_trusted
from runtime.services.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HEADER = "X-Request-Id"
_RULE = "onceonly.rule"
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_MINOR = ("files.send_asset", "files.health_check")
_LAST_RESORT = "Something went wrong on our side. If you call us about it, say this code: {}\n"


def log_requests(app: Flask, settings: Settings) -> None:
    """Give every request an id and a log line, including those that fail in the server."""
    inner = app.wsgi_app

    def logged(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with of_request(_id(environ, settings)):
            answer = _Answer(start_response)
            try:
                return inner(environ, answer.start)
            except Exception as error:  # even the error page could not be rendered
                event(Event.FAILED, errors=failures(error))
                if answer.began:
                    raise  # the server has rejected the response, and sends its own
                return answer.as_last_resort()
            finally:
                answer.log(environ)

    app.before_request(_note_rule)
    app.wsgi_app = logged  # type: ignore[method-assign]  # as in Flask's documentation


def _note_rule() -> None:
    request.environ[_RULE] = request.url_rule  # Flask drops the request before its line is written


class _Answer:
    """What is logged about one response."""

    def __init__(self, start_response: StartResponse) -> None:
        self._start_response = start_response
        self._asked = time.perf_counter()
        self._status = 500  # until the response begins
        self._bytes = 0
        self.began = False

    def start(self, status: str, headers: list[tuple[str, str]], *problem: Any) -> Callable[[bytes], object]:
        """WSGI's ``start_response``."""
        self.began = True
        written = self._start_response(status, [*headers, (HEADER, request_id())], *problem)
        self._status = int(status.partition(" ")[0])
        self._bytes = next((int(text) for name, text in headers if name == "Content-Length"), 0)
        return written

    def as_last_resort(self) -> list[bytes]:
        """A plain response without a template."""
        text = _LAST_RESORT.format(request_id()).encode()
        headers = {
            "Content-Type": "text/plain",
            "Content-Length": str(len(text)),
            "Cache-Control": "no-store",
        }
        self.start("500 Internal Server Error", list(headers.items()))
        return [text]

    def log(self, environ: WSGIEnvironment) -> None:
        """Write the log line of the request."""
        rule = environ.get(_RULE)
        method, endpoint = environ["REQUEST_METHOD"], rule.endpoint if rule else ""
        event(
            Event.MINOR_REQUEST if endpoint in _MINOR else Event.REQUEST,
            method=method if method in _METHODS else "other",  # clients may send anything there
            route=rule.rule if rule else "",
            endpoint=endpoint,
            status=self._status,
            milliseconds=round((time.perf_counter() - self._asked) * 1000, 1),
            bytes=self._bytes,
        )


def _id(environ: WSGIEnvironment, settings: Settings) -> str:
    """The request id of a trusted proxy, so that its log can be matched with ours; else a new one."""
    given = environ.get("HTTP_X_REQUEST_ID", "")
    if _GIVEN.fullmatch(given) and is_trusted(environ.get("REMOTE_ADDR", ""), settings.trusted_proxies):
        return str(given)
    return secrets.token_hex(8)
