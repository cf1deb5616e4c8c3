"""The translations of one project: per language what says its texts, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from forms.language import Language
from generator.i18n import fallback
from generator.i18n.catalogues import (
    Catalogue,
    Entry,
    UnreadableCatalogue,
    machine_object,
    read_catalogue,
    translations,
)
from generator.i18n.checks import problems_of_entries, unknown_language, unreadable
from generator.i18n.languages import is_known, language, plurals
from generator.i18n.status import Progress, problems_of_progress, progress
from generator.i18n.wording import Wording
from generator.problems import Problem

PRODUCT_LANGUAGE = "en"  # the product's own words are written in English, whatever the city writes in

Translate = Callable[[str, str], str]
Wordings = tuple[Wording, ...]


@dataclass(frozen=True)
class Translation:
    """One language of a city: its catalogues, and the language as pages use it."""

    language: Language
    is_source: bool
    forms: Catalogue  # the city's words
    portal: Catalogue  # the product's words
    messages: bytes  # the product's words as gettext reads them at run time

    def translate(self, context: str, text: str) -> str:
        """A text of the specs in this language; marked when only the source language has it."""
        if self.is_source or not text:
            return text
        return self.forms.said(context, text) or fallback.mark(text)

    @property
    def needs_product_words(self) -> bool:
        """Whether the product's own words must be translated for it."""
        return self.language.code != PRODUCT_LANGUAGE


@dataclass(frozen=True)
class Translations:
    """All languages of a city, the source language first, and the problems met in reading them."""

    languages: tuple[Translation, ...]
    problems: tuple[Problem, ...]


def read_translations(locales: Path, codes: Sequence[str], city_file: str) -> Translations:
    """Read the catalogues of every language in ``codes``."""
    problems: list[Problem] = []
    read = [
        _read(locales, code, problems, is_source=number == 0)
        for number, code in enumerate(codes)
        if _known(code, city_file, problems)
    ]
    return Translations(tuple(read), tuple(problems))


def path_of(locales: Path, code: str, domain: str) -> Path:
    """Where a catalogue lives: ``domain`` is ``forms`` or ``portal``."""
    return locales / code / "LC_MESSAGES" / f"{domain}.po"


def problems_of_forms(spoken: Translation, wordings: Wordings) -> Iterator[Problem]:
    """What is wrong with the translation of the city's words."""
    if not spoken.is_source:
        yield from _problems(spoken.forms, spoken.language.code, wordings)


def problems_of_portal(spoken: Translation, wordings: Wordings) -> Iterator[Problem]:
    """What is wrong with the translation of the product's words."""
    if spoken.needs_product_words:
        yield from _problems(spoken.portal, spoken.language.code, wordings)


def progress_of(spoken: Translation, forms: Wordings, portal: Wordings) -> tuple[Progress, ...]:
    """How far the language has come."""
    code = spoken.language.code
    city = () if spoken.is_source else progress(code, spoken.forms, forms)
    product = progress(code, spoken.portal, portal) if spoken.needs_product_words else ()
    return (*city, *product)


def _problems(catalogue: Catalogue, code: str, wordings: Wordings) -> Iterator[Problem]:
    if not catalogue.readable:
        return
    yield from problems_of_entries(catalogue, code, wordings)
    yield from problems_of_progress(progress(code, catalogue, wordings))


def _known(code: str, city_file: str, problems: list[Problem]) -> bool:
    if not is_known(code):
        problems.append(unknown_language(city_file, 1, code))
    return is_known(code)


def _read(locales: Path, code: str, problems: list[Problem], *, is_source: bool) -> Translation:
    forms = _catalogue(path_of(locales, code, "forms"), problems)
    portal = _catalogue(path_of(locales, code, "portal"), problems)
    messages = machine_object(_product_entries(code, portal), plurals(code).header)
    return Translation(
        language=language(code, translations(messages)),
        is_source=is_source,
        forms=forms,
        portal=portal,
        messages=messages,
    )


def _product_entries(code: str, portal: Catalogue) -> Iterable[Entry]:
    return () if code == PRODUCT_LANGUAGE else portal.entries.values()


def _catalogue(path: Path, problems: list[Problem]) -> Catalogue:
    try:
        return read_catalogue(path)
    except UnreadableCatalogue as error:
        problems.append(unreadable(path.as_posix(), error.reason, error.line))
        return Catalogue(path, readable=False)
