"""The product's sentences that no translator has reached: said in English, and marked so on pages."""

from __future__ import annotations

from gettext import NullTranslations
from html import escape

PRODUCT_LANGUAGE = "en"
"""The product's own words are written in English, whatever the city writes in."""


class Untranslated(str):
    """A sentence in English for want of a translation: plain text, but marked where a page prints it."""

    __slots__ = ()

    def __html__(self) -> str:
        """What Jinja prints instead of escaping: the text in an element that says its language."""
        return f'<span lang="{PRODUCT_LANGUAGE}" dir="ltr">{escape(self)}</span>'


class StillInEnglish(NullTranslations):
    """What catalogues fall back to; only lenient builds have catalogues that do."""

    def gettext(self, message: str) -> str:
        """The sentence itself, marked."""
        return Untranslated(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The sentence for this number, marked."""
        return Untranslated(super().ngettext(msgid1, msgid2, n))
