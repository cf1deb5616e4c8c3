"""The translatable texts of a site: the city's and the product's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.cache.digests import digest, digest_of_files
from generator.check.translations.catalogues import problems_of_portal
from generator.problems import Problem
from generator.project.model import Project
from generator.project.texts import texts
from generator.sources.sources import Sources
from generator.sources.theme_folders import theme_folders
from generator.translate.extract import product_sources, product_wordings
from generator.translate.translations import Translation, Wordings
from generator.translate.wording import Wording


@dataclass(frozen=True)
class ProductWords:
    """The product's own texts, read when needed, because that may take longer than a build."""

    files: tuple[tuple[str, Path], ...]
    digest: str

    @cached_property
    def wordings(self) -> Wordings:
        """The texts as wordings."""
        return product_wordings(self.files)


def product_words(sources: Sources) -> ProductWords:
    """The product's own texts."""
    folders = theme_folders(sources.themes)
    files = sorted({file for themes in folders for file in product_sources(sources.product, themes)})
    return ProductWords(tuple(files), digest_of_files(files))


def spec_words(project: Project) -> Wordings:
    """The city's texts as wordings.

    Their file names are relative to the folder of specs, so that catalogues do not depend on the machine.
    """
    below = {document.file: path for path, document in project.documents.items()}
    return tuple(
        Wording(
            text.text,
            context=text.context,
            places=(below[text.file],),
            note=text.comment,
            longest=text.max_length,
        )
        for text in texts(project)
    )


def check_product_words(
    words: ProductWords, languages: Sequence[Translation], known: Collection[str]
) -> tuple[str, list[Problem]]:
    """The problems of the product's translations, and a digest if there are none (else ``""``).

    Translations with a digest in ``known`` are not checked again.
    """
    catalogues = [(spoken.language.code, path) for spoken in languages for path in spoken.portal.files]
    there = digest_of_files((code, path) for code, path in catalogues if path.exists())
    checked = digest(words.digest, there, [code for code, _ in catalogues])
    if checked in known:
        return checked, []
    problems = [problem for spoken in languages for problem in problems_of_portal(spoken, words.wordings)]
    return "" if problems else checked, problems
