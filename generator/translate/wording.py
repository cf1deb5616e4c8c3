"""Texts to translate, each with its context and where it appears."""

from __future__ import annotations

from dataclasses import dataclass

ARTICLES = "articles"
"""First word of the contexts of articles; not allowed as a form's name."""


@dataclass(frozen=True)
class Wording:
    """One source text; ``context`` is its path in the specs, empty for the product's texts."""

    text: str
    plural: str = ""
    context: str = ""
    places: tuple[str, ...] = ()  # files in which it appears, without line numbers, which change often
    note: str = ""  # for translators
    longest: int = 0  # maximum characters of a translation; 0: no limit

    @property
    def key(self) -> tuple[str, str]:
        """Its key in a catalogue: context and text."""
        return self.context, self.text

    @property
    def area(self) -> str:
        """The part of the site it belongs to: a form, an article (``articles.<agency>.<name>``), a group of
        master fields, ``city``, or ``""``.
        """
        first, *more = self.context.split(".", 3)
        return ".".join([first, *more[:2]]) if first == ARTICLES else first


def short(text: str) -> str:
    """``text`` on one line, shortened for messages."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57].rstrip() + "…"
