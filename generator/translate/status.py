"""Translation progress by language: of forms, shared facts, and the product."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from generator.translate.catalogues import Catalogue
from generator.translate.wording import Wording

PRODUCT = "portal"  # area of the product's texts, named like their catalogue

State = Literal["done", "missing", "stale"]


@dataclass(frozen=True)
class Progress:
    """One area of the site in one language."""

    language: str
    area: str  # a form, an article, a group of master fields, "city", "agencies", or "portal"
    file: str
    total: int
    missing: tuple[Wording, ...] = ()
    stale: tuple[Wording, ...] = ()
    line: int = 1  # of the first incomplete entry

    @property
    def done(self) -> int:
        """The number of publishable texts."""
        return self.total - len(self.missing) - len(self.stale)

    @property
    def complete(self) -> bool:
        """Whether the area may be published in this language."""
        return self.done == self.total


def progress(language: str, catalogue: Catalogue, wordings: Iterable[Wording]) -> tuple[Progress, ...]:
    """The progress of all areas of ``wordings``, in order."""
    by_area: dict[str, list[Wording]] = {}
    for wording in wordings:
        by_area.setdefault(wording.area or PRODUCT, []).append(wording)
    return tuple(_progress(language, catalogue, area, asked) for area, asked in by_area.items())


def as_json(areas: Iterable[Progress]) -> list[dict[str, object]]:
    """The progress as JSON."""
    return [
        {
            "language": area.language,
            "area": area.area,
            "file": area.file,
            "total": area.total,
            "done": area.done,
            "missing": [_named(wording) for wording in area.missing],
            "stale": [_named(wording) for wording in area.stale],
        }
        for area in areas
    ]


def _progress(language: str, catalogue: Catalogue, area: str, asked: list[Wording]) -> Progress:
    states = {wording.key: _state(catalogue, wording) for wording in asked}
    open_ones = [wording for wording in asked if states[wording.key] != "done"]
    return Progress(
        language,
        area,
        catalogue.path.as_posix(),
        total=len(asked),
        missing=tuple(wording for wording in open_ones if states[wording.key] == "missing"),
        stale=tuple(wording for wording in open_ones if states[wording.key] == "stale"),
        line=_first_line(catalogue, open_ones),
    )


def _state(catalogue: Catalogue, wording: Wording) -> State:
    entry = catalogue.entries.get(wording.key)
    if entry is not None and any(entry.said):
        return "stale" if entry.stale or not entry.usable else "done"
    return "stale" if _was_translated(catalogue, wording) else "missing"


def _was_translated(catalogue: Catalogue, wording: Wording) -> bool:
    """Whether this context has a translation of an older text, in an outdated catalogue."""
    return bool(wording.context) and wording.context in catalogue.translated_contexts


def _first_line(catalogue: Catalogue, wordings: list[Wording]) -> int:
    entries = (catalogue.entries.get(wording.key) for wording in wordings)
    return min((entry.line for entry in entries if entry and not entry.file), default=1)


def _named(wording: Wording) -> dict[str, str]:
    return {"context": wording.context, "text": wording.text}
