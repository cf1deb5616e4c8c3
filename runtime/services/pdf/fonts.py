"""The fonts of printed pages: the same on every machine, whatever is installed there."""

from __future__ import annotations

from importlib.resources import files
from xml.sax.saxutils import escape

# Noto Sans for Latin (Vietnamese too), Cyrillic and Greek; for Chinese, Japanese and Korean. IBM Plex for
# Arabic: Noto draws one letter of several shapes there, and a PDF could not say which letter that is.
PACKAGES = ("fontpkg_noto_sans", "fontpkg_ibm_plex_sans_arabic", "justmytype_intl_cjk")


def configuration() -> str:
    """What fontconfig must know to find our fonts, and no others."""
    folders = "".join(f"<dir>{escape(str(files(package)))}</dir>" for package in PACKAGES)
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f'<fontconfig>{folders}<cachedir prefix="xdg">fontconfig</cachedir></fontconfig>'
    )
