"""A city's catalogue over the product's: the city holds only what it says differently, or in addition."""

from __future__ import annotations

from pathlib import Path

from generator.sources.shipped import CODE, shipped
from generator.translate.catalogues import Catalogue
from generator.translate.languages import is_tag


def path_of(locales: Path, code: str, domain: str) -> Path:
    """The path of a catalogue: ``domain`` is ``forms`` or ``portal``."""
    return locales / code / "LC_MESSAGES" / f"{domain}.po"


def shipped_portal(locales: Path, code: str, product: Path = CODE) -> Path | None:
    """The product's catalogue beneath the city's.

    None for a language that the product does not have, and in the folder of the product's own catalogues.
    """
    own, ours = (path_of(folder, code, "portal") for folder in (locales, shipped(product).locales))
    if not is_tag(code) or not ours.is_file() or own.resolve() == ours.resolve():
        return None
    return ours


def overlay(own: Catalogue, below: Catalogue) -> Catalogue:
    """The entries of both; the city's translation of a text counts."""
    file = below.path.as_posix()
    said = {key: entry for key, entry in own.entries.items() if any(entry.said)}
    ours = {key: entry._replace(file=file) for key, entry in below.entries.items()}
    return Catalogue(
        own.path,
        {**own.entries, **ours, **said},
        (*own.repeated, *(entry._replace(file=file) for entry in below.repeated)),
        readable=own.readable and below.readable,
        plurals=below.plurals or own.plurals,
        header_line=own.header_line,
        beneath=below.path,
    )
