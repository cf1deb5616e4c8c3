"""A city written by code: a form of forty questions, one of a single question, and as many as wanted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polib

from generator.project.project import load_project
from generator.project.words import product_words, spec_words
from generator.sources.sources import Sources
from generator.translate.plurals import first_plurals
from generator.translate.wording import Wording
from tests.performance.questions import QUESTIONS

REPOSITORY = Path(__file__).parents[2]

CITY: Mapping[str, object] = {
    "city": "harborview",
    "name": "City of Harborview",
    "tagline": "Every fact only once",
    "languages": ["en", "es"],
    "theme": "foggyton",
    "contact": {"phone": "+1 415 555 0100", "email": "help@harborview.example"},
    "registers": [{"register": "sales_tax", "agency": "revenue", "name": "the sales tax register"}],
}
AGENCIES = (
    {"agency": "revenue", "name": "Revenue Office", "summary": "Collects taxes."},
    {"agency": "fire", "name": "Fire Department", "summary": "Keeps people safe."},
)
_EACH = 18  # permits that one agency gives
LANGUAGES = ("en", "es", "zh", "vi", "ar", "ht", "ru", "fr", "ko")
FORTY = "profile"  # the form of forty known answers
ONE = "headcount"  # the form of one question
EMPLOYEES = {"type": "integer", "label": "How many people work here today?", "min": 0, "hint": "All shifts"}


def write_city(folder: Path, forms: int = 0, languages: Sequence[str] = ("en", "es")) -> Sources:
    """The sources of the city below ``folder``, with ``forms`` further forms, in all ``languages``."""
    specs = folder / "form_specs"
    offices = [{"agency": _office(first), "name": f"Office {first}"} for first in range(_EACH, forms, _EACH)]
    _write(specs / "city.yaml", {**CITY, "languages": languages, "agencies": [*AGENCIES, *offices]})
    _write(specs / "master_fields.yaml", {"business": {known.name: known.spec() for known in QUESTIONS}})
    uses = [{"use": f"business.{known.name}"} for known in QUESTIONS]
    _write_form(specs / "revenue", FORTY, "Business profile", {"profile": uses})
    _write_form(specs / "revenue", ONE, "Headcount", {"people": [{"field": "people", **EMPLOYEES}]})
    for number in range(forms):
        _write_form(specs / _office(number), f"permit-{number}", f"Permit {number}", _permit(number))
    sources = Sources(specs=specs, themes=REPOSITORY / "themes", locales=folder / "locales")
    write_translations(sources)
    return sources


def write_translations(sources: Sources) -> None:
    """Catalogues in which everything is said, as the source says it: speed does not read."""
    project = load_project(sources.specs)
    said = {"portal": product_words(sources).wordings, "forms": spec_words(project)}
    for code in project.city.languages[1:]:
        for domain, wordings in said.items():
            path = _catalogue_path(sources, code, domain)
            path.parent.mkdir(parents=True, exist_ok=True)
            _catalogue(wordings, code).save(str(path))


def change_one_form(sources: Sources, number: int) -> None:
    """What an author does between two builds: another label in one form, and its translations."""
    path = sources.specs / "fire" / "permit_0.yaml"
    text = re.sub('"A remark[^"]*"', f'"A remark, if there is one ({number})"', path.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")
    project = load_project(sources.specs)
    for code in project.city.languages[1:]:
        _catalogue(spec_words(project), code).save(str(_catalogue_path(sources, code, "forms")))


def _office(number: int) -> str:
    """The agency that gives a permit: the fire department the first ones, an office of its own the others."""
    return "fire" if number < _EACH else f"office_{number // _EACH}"


def _permit(number: int) -> Mapping[str, list[dict[str, object]]]:
    """Seventeen questions on three pages, eleven of them known, with a condition and a calculation."""
    uses: list[dict[str, object]] = [
        {"use": f"business.{known.name}"} for known in QUESTIONS[number % 20 : number % 20 + 11]
    ]
    own: list[dict[str, object]] = [
        {"field": "changed", "type": "yes_no", "label": f"Was anything changed since inspection {number}?"},
        {"field": "changes", "type": "long_text", "label": "What was changed?", "show_if": "changed"},
        {"field": "stoves", "type": "integer", "label": "Number of stoves", "min": 0, "max": 50},
        {"field": "exits", "type": "integer", "label": "Number of exits", "min": 1, "max": 50},
        {
            "field": "points",
            "type": "calculated",
            "label": "Points",
            "calculate": "stoves + exits * 2",
            "shows": "number",
        },
        {"field": "remark", "type": "text", "label": "A remark", "required": False},
        {
            "field": "right",
            "type": "declaration",
            "label": "Declaration",
            "statement": "All of this is true.",
        },
    ]
    return {"business": list(uses[:6]), "premises": list(uses[6:]), "permit": own}


def _write_form(
    folder: Path, name: str, title: str, pages: Mapping[str, Iterable[Mapping[str, object]]]
) -> None:
    form = {
        "form": name,
        "title": title,
        "summary": f"{title}: tell the city what it needs to know.",
        "purpose": "To keep the public record.",
        "pages": [
            {"page": page, "title": f"About the {page}", "fields": list(fields)}
            for page, fields in pages.items()
        ],
    }
    _write(folder / f"{name.replace('-', '_')}.yaml", form)


def _write(path: Path, spec: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(spec, indent=1), encoding="utf-8")  # JSON is YAML


def _catalogue_path(sources: Sources, code: str, domain: str) -> Path:
    return sources.locales / code / "LC_MESSAGES" / f"{domain}.po"


def _catalogue(wordings: Iterable[Wording], code: str) -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8", "Language": code}
    catalogue.metadata["Plural-Forms"] = first_plurals(code).header
    catalogue.extend(_entry(wording, first_plurals(code).forms) for wording in wordings)
    return catalogue


def _entry(wording: Wording, forms: int) -> polib.POEntry:
    plural = {0: wording.text, **dict.fromkeys(range(1, forms), wording.plural)}
    said = {"msgid_plural": wording.plural, "msgstr_plural": plural} if wording.plural else {}
    context = wording.context or None
    return polib.POEntry(msgctxt=context, msgid=wording.text, **(said or {"msgstr": wording.text}))
