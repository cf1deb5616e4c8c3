"""The words of a site as translators are asked for them: the city's and the product's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path

from generator.checked import Project
from generator.digests import digest, digest_of_files
from generator.i18n.extract import product_sources, product_wordings
from generator.i18n.translations import Translation, Wordings, problems_of_portal
from generator.i18n.wording import Wording
from generator.problems import Problem
from generator.sources import Sources
from generator.texts import texts
from generator.theme_folders import theme_folders


@dataclass(frozen=True)
class ProductWords:
    """The product's own words; reading them takes longer than a build, so it is done when needed and once."""

    files: tuple[tuple[str, Path], ...]
    digest: str

    @cached_property
    def wordings(self) -> Wordings:
        """The words as translators are asked for them."""
        return product_wordings(self.files)


def product_words(sources: Sources, before: ProductWords | None = None) -> ProductWords:
    """The product's own words, those read ``before`` if no file has changed since."""
    folders = theme_folders(sources.themes)
    files = sorted({file for themes in folders for file in product_sources(sources.product, themes)})
    found = digest_of_files(files)
    return before if before is not None and before.digest == found else ProductWords(tuple(files), found)


def spec_words(project: Project) -> Wordings:
    """The city's words, as translators are asked for them."""
    place = cache(partial(_place, project))  # thousands of texts stand in few files
    return tuple(
        Wording(
            text.text,
            context=text.context,
            places=(place(text.file),),
            note=text.comment,
            longest=text.max_length,
        )
        for text in texts(project)
    )


def check_product_words(
    words: ProductWords, languages: Sequence[Translation], known: str
) -> tuple[str, list[Problem]]:
    """The problems of the product's words, and a digest of what was found whole (``""`` if it was not).

    ``known`` is the digest that an earlier build found: the same words are not looked at again.
    """
    catalogues = [(spoken.language.code, spoken.portal.path) for spoken in languages]
    there = digest_of_files((code, path) for code, path in catalogues if path.exists())
    checked = digest(words.digest, there, [code for code, _ in catalogues])
    if checked == known:
        return checked, []
    problems = [problem for spoken in languages for problem in problems_of_portal(spoken, words.wordings)]
    return "" if problems else checked, problems


def _place(project: Project, file: str) -> str:
    """A spec's name below the folder of specs: catalogues must not depend on whose disk they were made on."""
    path = Path(file)
    return path.relative_to(project.folder).as_posix() if path.is_relative_to(project.folder) else file
