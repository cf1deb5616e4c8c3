"""The cells of a workbook for translations: one per text, or per plural form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from generator.translate.catalogues import Catalogue
from generator.translate.plurals import SAMPLE, Plurals
from generator.translate.wording import Wording


@dataclass(frozen=True)
class Slot:
    """One text to translate; ``form`` is the number of its plural form, or 0."""

    wording: Wording
    form: int = 0
    counts: str = ""  # numbers with this plural form: "0, 5, 6"
    said: str = ""  # the publishable translation
    earlier: str = ""  # the translation of an older source text

    @property
    def key(self) -> str:
        """Its key in a workbook, independent of the order of rows."""
        context = self.wording.context or f"portal.{_digest(self.wording)}"
        return f"{context}#{self.form}" if self.wording.plural else context

    @property
    def source(self) -> str:
        """The source text as shown to translators."""
        return "\n".join(filter(None, (self.wording.text, self.wording.plural)))

    @property
    def note(self) -> str:
        """Where the text appears, and a note."""
        places = "" if self.wording.note else ", ".join(self.wording.places)
        longest = f"At most {self.wording.longest} characters." if self.wording.longest else ""
        numbers = f"For these numbers: {self.counts}." if self.counts else ""
        return "\n".join(filter(None, (numbers, self.wording.note, places, longest)))


def slots(wordings: Iterable[Wording], catalogue: Catalogue, plurals: Plurals) -> Iterator[Slot]:
    """All slots of ``wordings``, with translations of the catalogue."""
    counts = _counts(plurals)
    older = {entry.context: entry for entry in catalogue.entries.values() if entry.context}
    for wording in wordings:
        entry = catalogue.entries.get(wording.key) or older.get(wording.context)
        translated = entry.said if entry else ()
        current = entry is not None and entry.key == wording.key and not entry.stale
        for form in range(plurals.forms if wording.plural else 1):
            text = translated[form] if form < len(translated) else ""
            yield Slot(
                wording,
                form,
                counts[form] if wording.plural else "",
                said=text if current else "",
                earlier="" if current else text,
            )


def _counts(plurals: Plurals) -> Mapping[int, str]:
    return {
        form: ", ".join(map(str, islice((n for n in SAMPLE if plurals.form_of(n) == form), 4)))
        for form in range(plurals.forms)
    }


def _digest(wording: Wording) -> str:
    return hashlib.sha256(f"{wording.text}\0{wording.plural}".encode()).hexdigest()[:16]
