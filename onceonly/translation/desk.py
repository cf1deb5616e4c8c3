"""A city's texts and translations, for the commands of translators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from forms.text.untranslated import PRODUCT_LANGUAGE
from generator.check.translations.catalogues import problems_of_forms, problems_of_portal
from generator.problems import Problem, in_order
from generator.project.project import Project
from generator.project.words import product_words, spec_words
from generator.sources.sources import Sources
from generator.translate.catalogues import read_catalogue
from generator.translate.overlay import path_of, shipped_portal
from generator.translate.status import Progress
from generator.translate.translations import (
    Key,
    Translation,
    Translations,
    Wordings,
    progress_of,
    read_translations,
)
from generator.translate.update import Basis, Changes, update_catalogue
from generator.translate.workbook.slots import Slot, slots

# Names of sheets; agencies' names have no spaces, so they never clash.
_SHARED, _PRODUCT = "all agencies", "the portal itself"


@dataclass(frozen=True)
class TranslationDesk:
    """The project and translations that the subcommands share."""

    sources: Sources
    project: Project

    @cached_property
    def words(self) -> dict[str, Wordings]:
        """All texts by catalogue."""
        return {"forms": spec_words(self.project), "portal": product_words(self.sources).wordings}

    @cached_property
    def translations(self) -> Translations:
        """The translations of all catalogues."""
        codes, city_file = self.project.city.languages, str(self.sources.specs / "city.yaml")
        return read_translations(self.sources.locales, codes, city_file, product=self.sources.product)

    def spoken(self, code: str) -> Translation:
        """The translation into the language ``code``."""
        return next(one for one in self.translations.languages if one.language.code == code)

    def update(self, code: str, domain: str, wanted: Set[Key] = frozenset()) -> tuple[Path, Changes]:
        """Bring a catalogue of the city up to date, with texts of the keys ``wanted`` in any case."""
        path, plurals = path_of(self.sources.locales, code, domain), self.spoken(code).plurals
        shipped = shipped_portal(self.sources.locales, code, self.sources.product)
        below = read_catalogue(shipped) if shipped and domain == "portal" else None
        basis = Basis(plurals, below, wanted)
        return path, update_catalogue(path, code, self.words[domain], basis)

    def prepare(self) -> None:
        """Read all texts and translations now, which may take seconds."""
        self.words, self.translations  # noqa: B018 - both are kept

    def problems(self, begin: Callable[[str], None] = lambda code: None) -> tuple[Problem, ...]:
        """All problems of the translations; ``begin`` is told of each language."""
        found = list(self.translations.problems)
        for spoken in self.translations.languages:
            begin(spoken.language.code)
            found += problems_of_forms(spoken, self.words["forms"])
            found += problems_of_portal(spoken, self.words["portal"])
        return in_order(found)

    def progress(self) -> Iterator[Progress]:
        """The progress of each language."""
        for spoken in self.translations.languages:
            yield from progress_of(spoken, self.words["forms"], self.words["portal"])

    def slots(self, code: str) -> dict[str, list[Slot]]:
        """The texts to translate into the language ``code``, by catalogue."""
        spoken = self.spoken(code)
        catalogues = {"forms": spoken.forms, "portal": spoken.portal}
        return {
            domain: list(slots(self.words[domain], catalogues[domain], spoken.plurals))
            for language, domain in self.wanted()
            if language == code
        }

    def sheets(self, code: str) -> dict[str, list[Slot]]:
        """The same by sheet: one for shared texts, one per agency, one for the product's texts."""
        agencies = {form.name: form.agency for form in self.project.forms}
        agencies |= {article.area: article.agency for article in self.project.articles}
        sheets: dict[str, list[Slot]] = {}
        for domain, asked in self.slots(code).items():
            for slot in asked:
                name = agencies.get(slot.wording.area, _SHARED) if domain == "forms" else _PRODUCT
                sheets.setdefault(name, []).append(slot)
        return sheets

    def wanted(self) -> Iterator[tuple[str, str]]:
        """(language, catalogue) of every translation that the city needs."""
        source, *others = self.project.city.languages
        if source != PRODUCT_LANGUAGE:
            yield source, "portal"
        for code in others:
            yield code, "forms"
            if code != PRODUCT_LANGUAGE:
                yield code, "portal"
