"""Security headers and compression of all responses."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

from runtime.services.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no page addresses for other sites; posts keep their Origin
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_HTTPS_ONLY = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
_WORTH_PACKING = 1_000  # bytes from which compression is worthwhile
_LEVEL = 5


def content_security_policy(styles: Iterable[str] = ()) -> str:
    """The policy for what pages may load and run; ``styles`` are the hashes of inline style sheets."""
    return CONTENT_SECURITY_POLICY.replace("style-src 'self'", " ".join(["style-src 'self'", *styles]))


def protect(app: Flask, settings: Settings) -> None:
    """Add headers to every response, and compress pages for browsers that accept it."""
    policy = {"Content-Security-Policy": content_security_policy()}
    headers = list((policy | _ALWAYS | (_HTTPS_ONLY if settings.secure else {})).items())

    app.after_request(_packed)
    inner = app.wsgi_app

    def protected(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # Wraps Flask's WSGI application, so that no response can leave without these headers.
        def start(status: str, own: list[tuple[str, str]], *problem: Any) -> Callable[[bytes], object]:
            given = {name for name, _ in own}
            always = [pair for pair in headers if pair[0] not in given]  # a page may be stricter
            return start_response(status, own + always, *problem)

        return inner(environ, start)

    app.wsgi_app = protected  # type: ignore[method-assign]  # as in Flask's documentation


def _packed(response: Response) -> Response:
    # Tokens are masked anew in every page, so compression does not leak them (BREACH).
    if not response.content_type.startswith("text/html"):
        return response
    varies = response.headers.get("Vary")
    response.headers["Vary"] = f"{varies}, Accept-Encoding" if varies else "Accept-Encoding"
    if "gzip" in request.environ.get("HTTP_ACCEPT_ENCODING", "") and request.accept_encodings["gzip"]:
        text = response.get_data()
        if len(text) > _WORTH_PACKING:
            response.set_data(gzip.compress(text, _LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response
