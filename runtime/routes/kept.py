"""Files: the theme's assets, what people uploaded, and a sign of life."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, request, send_from_directory

from runtime.access import anyone, owner, service
from runtime.visit import Visit

kept = Blueprint("kept", __name__)

_FOR_EVER = "public, max-age=31536000, immutable"  # their names change with their content


@kept.get("/assets/<file>")
@anyone
def send_asset(file: str) -> Response:
    """A style sheet, script or picture, compressed at build where the browser takes that."""
    folder = service().editions.newest().assets.absolute()
    packed = request.accept_encodings["gzip"] and (folder / f"{file}.gz").is_file()
    if not packed:
        response = send_from_directory(folder, file)
    else:
        plain_type = send_from_directory(folder, file).mimetype
        response = send_from_directory(folder, f"{file}.gz", mimetype=plain_type)
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = _FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    return response


@kept.get("/uploads/<upload>")
@owner
def send_upload(visit: Visit, upload: str) -> Response:
    """A file, to the account that sent it, for saving only: browsers never open it on our page."""
    found = visit.store.upload(upload)
    if found is None or found[0].account != visit.owner.account.id:
        abort(404)
    response = make_response(found[1])
    response.headers["Content-Type"] = found[0].media_type
    response.headers.set("Content-Disposition", "attachment", filename=found[0].name)
    response.headers["Cache-Control"] = "no-store"
    return response


@kept.get("/health")
@anyone
def say_alive() -> Response:
    """Whether the store answers; for the operator's monitor."""
    service().store.session("")
    return make_response("ok\n", 200, {"Content-Type": "text/plain", "Cache-Control": "no-store"})
