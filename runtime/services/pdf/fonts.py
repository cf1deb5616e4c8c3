"""The fonts of printed pages, the same on every machine."""

from __future__ import annotations

from importlib.resources import files
from xml.sax.saxutils import escape

# Noto Sans for Latin (including Vietnamese), Cyrillic and Greek, and for Chinese, Japanese and Korean. IBM
# Plex for Arabic: in Noto several letters share a glyph, so text could not be extracted from a PDF.
PACKAGES = ("fontpkg_noto_sans", "fontpkg_ibm_plex_sans_arabic", "justmytype_intl_cjk")


def configuration() -> str:
    """The fontconfig configuration with our fonts only."""
    folders = "".join(f"<dir>{escape(str(files(package)))}</dir>" for package in PACKAGES)
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f'<fontconfig>{folders}<cachedir prefix="xdg">fontconfig</cachedir></fontconfig>'
    )
