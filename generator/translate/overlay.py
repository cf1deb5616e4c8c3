"""A city's catalogue over the product's: the city holds only what it says differently, or in addition."""

from __future__ import annotations

from pathlib import Path

from generator.sources.sources import PRODUCT, shipped_locales
from generator.translate.catalogues import Catalogue
from generator.translate.languages import is_tag


def path_of(locales: Path, code: str, domain: str) -> Path:
    """The path of a catalogue: ``domain`` is ``forms`` or ``portal``."""
    return locales / code / "LC_MESSAGES" / f"{domain}.po"


def shipped_portal(locales: Path, code: str, product: Path = PRODUCT) -> Path | None:
    """The product's catalogue beneath the city's.

    None for a language that the product does not have, and in the folder of the product's own catalogues.
    """
    own, shipped = (path_of(folder, code, "portal") for folder in (locales, shipped_locales(product)))
    if not is_tag(code) or not shipped.is_file() or own.resolve() == shipped.resolve():
        return None
    return shipped


def overlay(own: Catalogue, shipped: Catalogue) -> Catalogue:
    """The entries of both; the city's translation of a text counts."""
    file = shipped.path.as_posix()
    said = {key: entry for key, entry in own.entries.items() if any(entry.said)}
    beneath = {key: entry._replace(file=file) for key, entry in shipped.entries.items()}
    return Catalogue(
        own.path,
        {**own.entries, **beneath, **said},
        (*own.repeated, *(entry._replace(file=file) for entry in shipped.repeated)),
        readable=own.readable and shipped.readable,
        plurals=shipped.plurals or own.plurals,
        header_line=own.header_line,
        beneath=shipped.path,
    )
