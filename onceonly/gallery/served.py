"""The gallery in the preview: each page is rendered when requested, with the newest theme."""

from __future__ import annotations

import mimetypes

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from generator.sources.sources import Sources
from onceonly.gallery.site import TOKENS, Gallery, Place

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}


class ServedGallery:
    """Serves the newest theme's gallery; thread-safe. Raises the errors of `Gallery`."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._made: tuple[str, Gallery] | None = None

    def answer(self, path: str, theme: str, look: str) -> Response:
        """The file at ``path`` below the gallery; ``look`` is the stamp of the theme's files."""
        if path == "/gallery":
            return Response.force_type(redirect("/gallery/"))
        gallery = self._gallery(theme, look)
        asset = gallery.assets.get(path.removeprefix("assets/"))
        if asset is not None and path.startswith("assets/"):
            return Response(asset, headers=_HEADERS, mimetype=mimetypes.guess_type(path)[0])
        place = gallery.files.get(path or Place(TOKENS).file)
        if place is None:
            return Response("There is no such page in the gallery.", 404, _HEADERS)
        return Response(gallery.page(place), headers=_HEADERS, mimetype="text/html")

    def _gallery(self, theme: str, look: str) -> Gallery:
        if self._made is None or self._made[0] != look:
            self._made = (look, Gallery(self._sources, theme))
        return self._made[1]
