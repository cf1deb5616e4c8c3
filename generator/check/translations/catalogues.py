"""All checks of one language's translations, in the city's and the product's catalogues."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.translations.entries import problems_of_entries
from generator.check.translations.progress import problems_of_progress
from generator.problems import Problem
from generator.translate.catalogues import Catalogue
from generator.translate.status import progress
from generator.translate.translations import Translation, Wordings


def problems_of_forms(spoken: Translation, wordings: Wordings) -> Iterator[Problem]:
    """The problems in the translation of the city's texts."""
    if not spoken.is_source:
        yield from _problems(spoken.forms, spoken.language.code, wordings)


def problems_of_portal(spoken: Translation, wordings: Wordings) -> Iterator[Problem]:
    """The problems in the translation of the product's texts."""
    if spoken.needs_product_words:
        yield from _problems(spoken.portal, spoken.language.code, wordings)


def _problems(catalogue: Catalogue, code: str, wordings: Wordings) -> Iterator[Problem]:
    if not catalogue.readable:
        return
    yield from problems_of_entries(catalogue, code, wordings)
    yield from problems_of_progress(progress(code, catalogue, wordings))
