"""A browser's first page: its style stands inside it, so that a slow phone shows it one round trip sooner."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, Response, request

from runtime.services.settings import Settings
from runtime.services.site.published_site import PublishedSite
from runtime.web.http import cookies


@dataclass(frozen=True)
class Style:
    """One style sheet in both shapes: asked for by a link, or standing inside the page."""

    link: bytes
    inside: bytes
    mark: str  # what a browser's cookie says about style sheets that it has
    source: str  # how a content security policy allows it


def styles(site: PublishedSite) -> tuple[Style, ...]:
    """The style sheets of an edition, as far as they can stand inside a page."""
    return tuple(_styles(site))


def show_at_once(app: Flask, settings: Settings, known: tuple[Style, ...]) -> None:
    """Put style sheets into the pages of browsers that have not had them; later pages link to them again.

    The link stays, for the browser to fetch when it has shown the page: the next one then waits for nothing.
    """

    @app.after_request
    def put_inside(response: Response) -> Response:
        # Only what becomes a page of its own: not what scripts or other programs ask for.
        if request.environ.get("HTTP_SEC_FETCH_DEST") == "document" and response.mimetype == "text/html":
            had = cookies.read(request, settings, cookies.STYLE).split(".")
            new = [style for style in known if style.mark not in had]
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
        marks = [*had, *(style.mark for style in missing)][-_KEPT:]
        cookies.write(response, settings, cookies.STYLE, ".".join(filter(None, marks)))


_KEPT = 8  # marks: those of style sheets before the newest are soon of no use


def _styles(site: PublishedSite) -> Iterator[Style]:
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
