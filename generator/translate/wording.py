"""What translators are asked for: one text each, with its context and where it appears."""

from __future__ import annotations

from dataclasses import dataclass

ARTICLES = "articles"
"""What the contexts of articles begin with; no form may be called so."""


@dataclass(frozen=True)
class Wording:
    """One text in its source words; ``context`` is its path in the specs, empty for the product's words."""

    text: str
    plural: str = ""
    context: str = ""
    places: tuple[str, ...] = ()  # files in which it appears, without lines: lines change all the time
    note: str = ""  # for translators
    longest: int = 0  # the most characters a translation may have; 0: no limit

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it in a catalogue."""
        return self.context, self.text

    @property
    def area(self) -> str:
        """The part of the site it belongs to: a form, an article (``articles.<agency>.<name>``), a group of
        master fields, ``city``, or ``""``.
        """
        first, *more = self.context.split(".", 3)
        return ".".join([first, *more[:2]]) if first == ARTICLES else first


def short(text: str) -> str:
    """``text`` on one line, cut to a length that fits into a sentence about it."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57].rstrip() + "…"
