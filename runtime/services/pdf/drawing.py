"""Rendering a page as PDF/UA, with bundled fonts and without external resources."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from runtime.services.pdf.fonts import configuration
from runtime.services.pdf.qr_codes import qr_code_svg

_CODE = "qr:"
# Arabic vowel marks are optional. Text with one of them above it is extracted wrongly from WeasyPrint's PDF,
# so screen readers would lose it. What people typed is not changed.
_VOWELS = re.compile('(<span class="said".*?</span>)|[\u064b-\u0652\u0670]', re.DOTALL)


def drawn(html: str) -> bytes:
    """The page as a tagged PDF. The only images allowed are ``qr:<address>``: the QR code of the address."""
    with tempfile.TemporaryDirectory(prefix="onceonly-pdf-") as own:
        fonts = Path(own, "fonts.conf")
        fonts.write_text(configuration(), "utf-8")
        os.environ["FONTCONFIG_FILE"] = str(fonts)  # read when the first page is rendered
        page = HTML(string=_VOWELS.sub(lambda found: found[1] or "", html), url_fetcher=_Codes())
        pdf: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


class _Codes(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves QR codes and refuses all other URLs, so that no page makes the server fetch something."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The picture of a QR code."""
        if not url.startswith(_CODE):
            raise ValueError("printed pages hold no pictures but codes")
        picture = qr_code_svg(url.removeprefix(_CODE))
        return URLFetcherResponse(url, picture, {"Content-Type": "image/svg+xml"})
