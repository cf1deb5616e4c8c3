"""Inlines style sheets into a browser's first page, which saves one round trip on slow connections."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from flask import Flask, Response, request

from runtime.services.settings import Settings
from runtime.services.site.published_site import PublishedSite
from runtime.web.http import cookies
from runtime.web.http.headers import content_security_policy


@dataclass(frozen=True)
class Style:
    """One style sheet, both as a link and as an inline element."""

    link: bytes
    inside: bytes
    mark: str  # value in the browser's cookie that says which style sheets it has
    source: str  # source expression for the content security policy


def show_at_once(app: Flask, settings: Settings, known: Callable[[], Iterable[Style]]) -> None:
    """Inline style sheets for browsers that do not have them yet; later pages link to them.

    ``known`` returns the style sheets of the edition that the page is made from. The link stays, so that the
    browser fetches the file for the next page after showing this one.
    """

    @app.after_request
    def put_inside(response: Response) -> Response:
        # Only documents, not what scripts or other programs request.
        if request.environ.get("HTTP_SEC_FETCH_DEST") == "document" and response.mimetype == "text/html":
            had = cookies.read(request, settings, cookies.STYLE).split(".")
            new = [style for style in known() if style.mark not in had]
            if new:
                _put_inside(response, settings, new, had)
        return response


def _put_inside(response: Response, settings: Settings, new: list[Style], had: list[str]) -> None:
    page = response.get_data()
    missing = [style for style in new if style.link in page]
    for style in missing:
        page = page.replace(style.link, style.inside, 1)
    if missing:
        response.set_data(page)
        allowed = content_security_policy(style.source for style in missing)
        response.headers["Content-Security-Policy"] = allowed
        marks = [*had, *(style.mark for style in missing)][-_KEPT:]
        cookies.write(response, settings, cookies.STYLE, ".".join(filter(None, marks)))


_KEPT = 8  # values in the cookie: older style sheets are soon outdated


def styles(site: PublishedSite) -> Iterator[Style]:
    """The style sheets of the published site that can be inlined."""
    for file in site.style_sheets:
        content = site.asset(file, packed=False) or b""
        if content and b"</" not in content:
            digest = hashlib.sha256(content).digest()
            link = f'<link rel="stylesheet" href="/assets/{file}">'.encode()
            later = link.replace(b">", b' media="not all">')
            yield Style(
                link,
                b"<style>" + content + b"</style>" + later,
                digest.hex()[:8],
                f"'sha256-{base64.b64encode(digest).decode()}'",
            )
