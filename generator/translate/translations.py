"""The translations of a project: catalogues by language, and problems of unreadable ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from forms.text.language import Language
from forms.text.untranslated import PRODUCT_LANGUAGE, StillInEnglish
from generator.cache.build_cache import BuildCache
from generator.cache.digests import digest, digest_of_files
from generator.problems import Problem
from generator.sources.shipped import CODE
from generator.translate import fallback
from generator.translate.catalogues import (
    Catalogue,
    UnreadableCatalogue,
    UnusablePlurals,
    machine_object,
    read_catalogue,
    translations,
)
from generator.translate.headers import problems_of_headers, unusable
from generator.translate.languages import is_known, language
from generator.translate.overlay import overlay, path_of, shipped_portal
from generator.translate.plurals import Plurals
from generator.translate.status import Progress, progress
from generator.translate.wording import Wording

Translate = Callable[[str, str], str]
Wordings = tuple[Wording, ...]
Key = tuple[str, str]
"""Context and source text."""


@dataclass(frozen=True)
class Translation:
    """One language of a city: its catalogues, and its `Language`."""

    language: Language
    is_source: bool
    forms: Catalogue  # the city's texts
    portal: Catalogue  # the product's texts
    messages: bytes  # the product's texts as gettext .mo

    def translate(self, context: str, text: str) -> str:
        """A text of the specs in this language; marked if it is in the source language."""
        if self.is_source or not text:
            return text
        return self.forms.translation(context, text) or fallback.mark(text)

    @property
    def plurals(self) -> Plurals:
        """The plural rule of its catalogues."""
        first = self.portal if self.portal.plurals else self.forms
        return first.plural_rule(self.language.code)

    @property
    def needs_product_words(self) -> bool:
        """Whether the product's texts must be translated for it."""
        return self.language.code != PRODUCT_LANGUAGE


@dataclass(frozen=True)
class Translations:
    """All languages of a city, the source language first, and the problems of reading them."""

    languages: tuple[Translation, ...]
    problems: tuple[Problem, ...]


def read_translations(
    locales: Path,
    codes: Sequence[str],
    city_file: str,
    product: Path = CODE,
    cache: BuildCache | None = None,
) -> Translations:
    """Read the catalogues of every language in ``codes``, as far as they are not in the ``cache``."""
    cache = cache or BuildCache()
    known = [code for code in codes if is_known(code)]
    problems = [_unknown_language(city_file, 1, code) for code in codes if code not in known]
    read = [_read(locales, code, product, cache, problems, is_source=code == codes[0]) for code in known]
    return Translations(tuple(read), tuple(problems))


def digests_of_areas(spoken: Translation, wordings: Wordings) -> dict[str, str]:
    """A digest of each area's texts and translations, for caching of pages and checks."""
    by_area: dict[str, list[object]] = {}
    for wording in wordings:
        entry = None if spoken.is_source else spoken.forms.entries.get(wording.key)
        found = entry and (entry.said, entry.stale, entry.plural)
        by_area.setdefault(wording.area, []).append((wording.context, wording.text, wording.longest, found))
    return {area: digest(spoken.language.code, texts) for area, texts in by_area.items()}


def unfinished(spoken: Translation, wordings: Wordings) -> frozenset[Key]:
    """The keys of missing or stale texts."""
    if spoken.is_source or not spoken.forms.readable:
        return frozenset()
    areas = progress(spoken.language.code, spoken.forms, wordings)
    return frozenset(wording.key for area in areas for wording in (*area.missing, *area.stale))


def progress_of(spoken: Translation, forms: Wordings, portal: Wordings) -> tuple[Progress, ...]:
    """The progress of the language."""
    code = spoken.language.code
    city = () if spoken.is_source else progress(code, spoken.forms, forms)
    product = progress(code, spoken.portal, portal) if spoken.needs_product_words else ()
    return (*city, *product)


def _read(
    locales: Path, code: str, product: Path, cache: BuildCache, problems: list[Problem], *, is_source: bool
) -> Translation:
    forms = _catalogue(path_of(locales, code, "forms"), code, cache, problems)
    own = _catalogue(path_of(locales, code, "portal"), code, cache, problems)
    below = shipped_portal(locales, code, product)
    shipped = _catalogue(below, code, cache, problems) if below else own
    portal = overlay(own.catalogue, shipped.catalogue) if below else own.catalogue
    parts = (shipped.catalogue, own.catalogue, forms.catalogue) if below else (portal, forms.catalogue)
    problems += problems_of_headers(code, parts)
    key = digest(code, own.key, shipped.key)
    messages = cache.recall("messages", key, partial(_messages, code, portal))
    words = translations(messages)
    if code != PRODUCT_LANGUAGE:
        words.add_fallback(StillInEnglish())
    return Translation(language(code, words), is_source, forms.catalogue, portal, messages)


def _messages(code: str, portal: Catalogue) -> bytes:
    entries = () if code == PRODUCT_LANGUAGE else portal.entries.values()
    return machine_object(entries, portal.plural_rule(code))


class _ReadCatalogue(NamedTuple):
    """A catalogue with the digest of its file, and the problem of an unreadable one."""

    key: str
    catalogue: Catalogue
    problem: Problem | None = None


def _catalogue(path: Path, code: str, cache: BuildCache, problems: list[Problem]) -> _ReadCatalogue:
    key = digest(path.as_posix(), digest_of_files([("", path)]))
    found = cache.recall("catalogue", key, partial(_read_catalogue, path, code, key))
    if found.problem:
        problems.append(found.problem)
    return found


def _read_catalogue(path: Path, code: str, key: str) -> _ReadCatalogue:
    try:
        return _ReadCatalogue(key, read_catalogue(path))
    except UnusablePlurals as error:
        problem = unusable(path.as_posix(), code, error)
        return _ReadCatalogue(key, Catalogue(path, readable=False), problem)
    except UnreadableCatalogue as error:
        problem = _unreadable(path.as_posix(), error.reason, error.line)
        return _ReadCatalogue(key, Catalogue(path, readable=False), problem)


def _unreadable(file: str, reason: str, line: int) -> Problem:
    """The problem of an unreadable catalogue."""
    return _problem(
        "E401",
        file,
        line,
        f"The catalogue cannot be read: {reason}.",
        'Open it in a translation editor, or write lines such as: msgstr "your words".',
    )


def _unknown_language(file: str, line: int, code: str) -> Problem:
    """The problem of an unknown language."""
    return _problem(
        "E409",
        file,
        line,
        f"The language “{code}” is not known.",
        "Use its code, such as es, fil, vi or zh-Hant, or add it to generator/translate/languages.py.",
    )


def _problem(code: str, file: str, line: int, message: str, remedy: str) -> Problem:
    return Problem(code, file, max(line, 1), 1, 1 + len("msgstr"), message, remedy)
