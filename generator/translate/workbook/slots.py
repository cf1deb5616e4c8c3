"""The cells that a translator fills in: one for each text, or for each plural form of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from gettext import c2py
from itertools import islice

from generator.translate.catalogues import Catalogue
from generator.translate.languages import Plurals
from generator.translate.wording import Wording

_HIGHEST = 200  # every rule of a language shows itself below


@dataclass(frozen=True)
class Slot:
    """One text to translate; ``form`` numbers its plural forms, and is 0 where there is one text only."""

    wording: Wording
    form: int = 0
    counts: str = ""  # for which numbers this plural form stands: "0, 5, 6"
    said: str = ""  # what may be published
    earlier: str = ""  # a translation of an older source text

    @property
    def key(self) -> str:
        """What names it in a workbook, whatever rows change places."""
        context = self.wording.context or f"portal.{_digest(self.wording)}"
        return f"{context}#{self.form}" if self.wording.plural else context

    @property
    def source(self) -> str:
        """The text as its translator reads it."""
        return "\n".join(filter(None, (self.wording.text, self.wording.plural)))

    @property
    def note(self) -> str:
        """Where the text appears, and what to mind."""
        places = "" if self.wording.note else ", ".join(self.wording.places)
        longest = f"At most {self.wording.longest} characters." if self.wording.longest else ""
        numbers = f"For these numbers: {self.counts}." if self.counts else ""
        return "\n".join(filter(None, (numbers, self.wording.note, places, longest)))


def slots(wordings: Iterable[Wording], catalogue: Catalogue, plurals: Plurals) -> Iterator[Slot]:
    """Every cell that ``wordings`` ask for, with what the catalogue has for it."""
    counts = _counts(plurals)
    older = {entry.context: entry for entry in catalogue.entries.values() if entry.context}
    for wording in wordings:
        entry = catalogue.entries.get(wording.key) or older.get(wording.context)
        said = entry.said if entry else ()
        current = entry is not None and entry.key == wording.key and not entry.stale
        for form in range(plurals.forms if wording.plural else 1):
            text = said[form] if form < len(said) else ""
            yield Slot(
                wording,
                form,
                counts[form] if wording.plural else "",
                said=text if current else "",
                earlier="" if current else text,
            )


def _counts(plurals: Plurals) -> Mapping[int, str]:
    rule = c2py(plurals.expression)
    return {
        form: ", ".join(map(str, islice((n for n in range(_HIGHEST) if rule(n) == form), 4)))
        for form in range(plurals.forms)
    }


def _digest(wording: Wording) -> str:
    return hashlib.sha256(f"{wording.text}\0{wording.plural}".encode()).hexdigest()[:16]
