"""A city small enough to be read in one glance, written to disk for a build."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.build.build import Built
from generator.build.build import build as cold_build
from generator.build.publishing import stored_manifest
from generator.project.words import product_words
from generator.sources.sources import Sources
from generator.translate.wording import Wording

ROOT = Path(__file__).parents[2]

CITY = """
city: dunes
name: Town of Dunes
tagline: Sand and business
languages: [en, es]
theme: foggyton
agencies:
  - {agency: fire, name: Fire Department, summary: Puts out fires.}
  - {agency: clerk, name: Town Clerk, summary: Keeps records.}
"""
MASTER_FIELDS = """
business:
  legal_name:
    type: text
    label: Legal name
    steward: clerk
"""
INSPECTION = """
form: inspection
title: Ask for an inspection
summary: Book an inspection.
purpose: To keep people safe.
next_steps: |
  1. We call you.
  2. We come.
pages:
  - page: premises
    title: The premises
    fields:
      - use: business.legal_name
      - field: seats
        type: integer
        label: Number of seats
        min: 0
"""
NAME = """
form: trade-name
title: Register a trade name
summary: Register the name over your door.
purpose: To keep the public record.
pages:
  - page: name
    title: The name
    fields:
      - use: business.legal_name
      - field: trade_name
        type: text
        label: Trade name
        required: false
"""
SPANISH = {
    ("city.name", "Town of Dunes"): "Pueblo de Dunas",
    ("city.tagline", "Sand and business"): "Arena y negocios",
    ("agencies.fire.name", "Fire Department"): "Bomberos",
    ("agencies.fire.summary", "Puts out fires."): "Apaga incendios.",
    ("agencies.clerk.name", "Town Clerk"): "Secretaría",
    ("agencies.clerk.summary", "Keeps records."): "Guarda los registros.",
    ("business.legal_name.label", "Legal name"): "Nombre legal",
    ("inspection.title", "Ask for an inspection"): "Pida una inspección",
    ("inspection.summary", "Book an inspection."): "Reserve una inspección.",
    ("inspection.purpose", "To keep people safe."): "Para proteger a la gente.",
    ("inspection.next_steps", "1. We call you.\n2. We come."): "1. Le llamamos.\n2. Vamos.",
    ("inspection.pages.premises.title", "The premises"): "El local",
    ("inspection.fields.seats.label", "Number of seats"): "Número de asientos",
    ("trade-name.title", "Register a trade name"): "Registre un nombre comercial",
    ("trade-name.summary", "Register the name over your door."): "Registre el nombre sobre su puerta.",
    ("trade-name.purpose", "To keep the public record."): "Para llevar el registro público.",
    ("trade-name.pages.name.title", "The name"): "El nombre",
    ("trade-name.fields.trade_name.label", "Trade name"): "Nombre comercial",
}

_HEADER = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def small_city(folder: Path, *, languages: str = "[en, es]") -> Sources:
    """The sources of a small city with two forms, all of it in Spanish too."""
    specs = folder / "form_specs"
    write(specs / "city.yaml", CITY.replace("[en, es]", languages))
    write(specs / "master_fields.yaml", MASTER_FIELDS)
    write(specs / "fire" / "inspection.yaml", INSPECTION)
    write(specs / "clerk" / "trade_name.yaml", NAME)
    sources = Sources(specs, ROOT / "themes", folder / "locales", product(folder))
    write_spanish(sources, SPANISH)
    return sources


def product(folder: Path) -> Path:
    """A product with one sentence of its own; those of the theme come on top."""
    write(folder / "product" / "forms" / "words.py", 'SENTENCE = message("{label}: enter an answer.")\n')
    return folder / "product"


def write_spanish(sources: Sources, said: dict[tuple[str, str], str]) -> None:
    """The Spanish catalogues, as a translator would hand them in."""
    entries = [
        f"msgctxt {_quoted(context)}\nmsgid {_quoted(text)}\nmsgstr {_quoted(spanish)}\n"
        for (context, text), spanish in said.items()
    ]
    folder = sources.locales / "es" / "LC_MESSAGES"
    write(folder / "forms.po", "\n".join(entries))
    write(folder / "portal.po", _portal())


def build(sources: Sources, output: Path, *, before: Built | None = None, **options: Any) -> Built:
    """A build in a process that has built before, which is quicker."""
    return cold_build(sources, output, before=before or warm(), **options)


def snapshot(output: Path) -> dict[str, bytes]:
    """Every file of the newest edition by its path, and the assets that it uses."""
    parts = json.loads(stored_manifest(output) or '{"parts": {}}')["parts"].values()
    named = {file for part in parts for file in part["files"] if file.startswith("assets/")}
    edition = output / "current"
    files = {path.relative_to(edition).as_posix(): path for path in edition.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items()} | {
        name: (output / name).read_bytes() for name in named
    }


@cache
def warm() -> Built:
    """What a build leaves to the next one in the same process: given to others, it spares them the theme."""
    with TemporaryDirectory() as folder:
        return cold_build(small_city(Path(folder)), Path(folder) / "output")


@cache
def _portal() -> str:
    with TemporaryDirectory() as folder:
        sources = Sources(themes=ROOT / "themes", product=product(Path(folder)))
        return _HEADER + "\n".join(_said_alike(wording) for wording in product_words(sources).wordings)


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    """Edit a file as an author would."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _said_alike(wording: Wording) -> str:
    """An entry whose translation is its source: what the product says in Spanish is not tested here."""
    text = _quoted(wording.text)
    if not wording.plural:
        return f"msgid {text}\nmsgstr {text}\n"
    plural = _quoted(wording.plural)
    return f"msgid {text}\nmsgid_plural {plural}\nmsgstr[0] {text}\nmsgstr[1] {plural}\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
