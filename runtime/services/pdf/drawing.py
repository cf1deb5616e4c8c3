"""Drawing a page as PDF/UA, with our own fonts and without reaching for anything outside."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from runtime.services.pdf.codes import square
from runtime.services.pdf.fonts import configuration

_CODE = "qr:"
# The vowel marks of Arabic may be left out, and mostly are. With one of them above it, WeasyPrint forgets
# which letter a shape stands for, and screen readers lose it everywhere. What people typed stays as it is.
_VOWELS = re.compile('(<span class="said".*?</span>)|[\u064b-\u0652\u0670]', re.DOTALL)


def drawn(html: str) -> bytes:
    """The page as a tagged PDF. Its pictures are ``qr:<address>`` only: a code that leads to the address."""
    with tempfile.TemporaryDirectory(prefix="onceonly-press-") as own:
        fonts = Path(own, "fonts.conf")
        fonts.write_text(configuration(), "utf-8")
        os.environ["FONTCONFIG_FILE"] = str(fonts)  # read when the first page is drawn
        page = HTML(string=_VOWELS.sub(lambda found: found[1] or "", html), url_fetcher=_Codes())
        pdf: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


class _Codes(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives codes and refuses everything else: no page makes the city's server fetch something."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The picture of a code."""
        if not url.startswith(_CODE):
            raise ValueError("printed pages hold no pictures but codes")
        picture = square(url.removeprefix(_CODE))
        return URLFetcherResponse(url, picture, {"Content-Type": "image/svg+xml"})
