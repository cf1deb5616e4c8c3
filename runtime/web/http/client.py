"""The client of a request."""

from __future__ import annotations

from flask import request

from runtime.services.identity.client import Client
from runtime.web.http import cookies
from runtime.web.http.request_context import RequestContext


def client_of_request(ctx: RequestContext) -> Client:
    """The client of this request, for rate limits and known browsers."""
    return Client(
        address=request.remote_addr or "",
        forwarded=request.headers.get("X-Forwarded-For", ""),
        device=cookies.read(request, ctx.settings, cookies.DEVICE),
        secret=ctx.csrf_secret,
        agent=request.headers.get("User-Agent", ""),
    )
