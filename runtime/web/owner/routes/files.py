"""Assets of the theme, uploaded files, and the health check."""

from __future__ import annotations

import mimetypes
from urllib.parse import quote

from flask import Blueprint, Response, abort, make_response, request
from werkzeug.wsgi import wrap_file

from runtime.services.filling.files import file_to_read
from runtime.services.health import health_problems
from runtime.web.http.guards import anyone, owner, services, site_of_request
from runtime.web.http.request_context import RequestContext

files = Blueprint("files", __name__)

_FOR_EVER = "public, max-age=31536000, immutable"  # file names contain a hash of their content


@files.get("/assets/<file>")
@anyone
def send_asset(file: str) -> Response:
    """A style sheet, script or picture, compressed if the browser accepts that."""
    site = site_of_request()
    packed = site.asset(file, packed=True) if request.accept_encodings["gzip"] else None
    content = packed or site.asset(file, packed=False)
    if content is None:
        if not services().sites.are_there():
            raise FileNotFoundError(file)  # said as what it is: the whole output is missing
        abort(404)
    response = make_response(content, 200, {"Content-Type": _media_type(file)})
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    return response


@files.get("/uploads/<upload>")
@owner
def send_upload(ctx: RequestContext, upload: str) -> Response:
    """A file for the account that sent it, as attachment only: browsers never open it on this site."""
    file = file_to_read(ctx, upload)
    if file is None:
        abort(404)
    found, content = file
    body = wrap_file(request.environ, content)  # the server reads while the browser receives
    response = Response(body, content_type=found.media_type, direct_passthrough=True)
    response.headers["Cache-Control"] = "no-store"
    response.headers.set("Content-Disposition", "attachment", **_names(found.name))
    response.content_length = found.size
    return response


@files.get("/health")
@anyone
def health_check() -> Response:
    """The health check: 200 and the edition that is served, or 503 with the problems."""
    problems = list(health_problems(services()))
    lines = [*(problems or ["ok"]), f"edition {site_of_request().edition.name}"]
    body = "".join(f"{line}\n" for line in lines)
    headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    return make_response(body, 503 if problems else 200, headers)


def _names(name: str) -> dict[str, str]:
    """A file name for Content-Disposition; headers are ASCII, so other characters are encoded."""
    plain = "".join(letter if letter.isascii() and letter.isprintable() else "_" for letter in name)
    if plain == name:
        return {"filename": name}
    return {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='', errors='replace')}"}


def _media_type(file: str) -> str:
    guessed = mimetypes.guess_type(file)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
