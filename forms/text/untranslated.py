"""The product's sentences without a translation: shown in English, and marked as such in pages."""

from __future__ import annotations

from gettext import NullTranslations
from html import escape

PRODUCT_LANGUAGE = "en"
"""The language of the product's own texts, whatever the city's source language."""


class Untranslated(str):
    """An English sentence without a translation: plain text, but marked when a page prints it."""

    __slots__ = ()

    def __html__(self) -> str:
        """The HTML that Jinja prints: the text in an element with its language."""
        return f'<span lang="{PRODUCT_LANGUAGE}" dir="ltr">{escape(self)}</span>'


class StillInEnglish(NullTranslations):
    """The fallback of catalogues, in lenient builds only."""

    def gettext(self, message: str) -> str:
        """The English sentence, marked."""
        return Untranslated(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The English sentence for this number, marked."""
        return Untranslated(super().ngettext(msgid1, msgid2, n))
