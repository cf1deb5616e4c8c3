"""What every response carries to keep people safe, and pages small."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

from runtime.settings import Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # addresses of sign-in links stay here; posts keep their Origin
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_HTTPS_ONLY = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
_WORTH_PACKING = 1_000  # bytes
_LEVEL = 5


def protect(app: Flask, settings: Settings) -> None:
    """Give every response its headers, and pack pages for browsers that take that."""
    headers = tuple((_ALWAYS | (_HTTPS_ONLY if settings.secure else {})).items())

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers.extend(headers)
        return _packed(response)


def _packed(response: Response) -> Response:
    # Tokens are masked anew in every page, so compression lets nobody guess them (BREACH).
    if not response.content_type.startswith("text/html"):
        return response
    response.headers["Vary"] = "Accept-Encoding"
    if "gzip" in request.headers.get("Accept-Encoding", "") and request.accept_encodings["gzip"]:
        text = response.get_data()
        if len(text) > _WORTH_PACKING:
            response.set_data(gzip.compress(text, _LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response
