"""QR codes as SVG."""

from __future__ import annotations

import io

import segno

_QUIET = 4  # cells of white margin, as the standard requires


def qr_code_svg(address: str) -> bytes:
    """The QR code of an address, as SVG."""
    picture = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(picture, kind="svg", border=_QUIET, xmldecl=False, omitsize=True, light="#fff")
    return picture.getvalue()
