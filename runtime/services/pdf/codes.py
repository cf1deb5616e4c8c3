"""QR codes, as pictures that stay sharp at any size."""

from __future__ import annotations

import io

import segno

_QUIET = 4  # cells of white around the code: the standard asks for them, cameras need them


def square(address: str) -> bytes:
    """The code of an address, as SVG."""
    picture = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(picture, kind="svg", border=_QUIET, xmldecl=False, omitsize=True, light="#fff")
    return picture.getvalue()
