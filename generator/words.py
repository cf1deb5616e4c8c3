"""The words of a site as translators are asked for them: the city's and the product's."""

from __future__ import annotations

from collections.abc import Sequence

from generator.digests import digest, digest_of_files
from generator.i18n.extract import product_sources, product_wordings
from generator.i18n.translations import Translation, Wordings, problems_of_portal
from generator.i18n.wording import Wording
from generator.languages import texts
from generator.problems import Problem
from generator.project import Project
from generator.sources import Sources


def product_words(sources: Sources) -> Wordings:
    """The product's own words, as translators are asked for them."""
    return product_wordings(product_sources(sources.product, sources.themes))


def spec_words(project: Project) -> Wordings:
    """The city's words, as translators are asked for them."""
    return tuple(
        Wording(
            text.text,
            context=text.context,
            places=(text.file,),
            note=text.comment,
            longest=text.max_length,
        )
        for text in texts(project)
    )


def check_product_words(
    sources: Sources, languages: Sequence[Translation], known: str
) -> tuple[str, list[Problem]]:
    """The problems of the product's words, and a digest of what was found whole (``""`` if it was not).

    ``known`` is the digest that an earlier build found: the same words are not looked at again, which spares
    a build reading all sources of the product.
    """
    files = product_sources(sources.product, sources.themes)
    catalogues = [spoken.portal.path for spoken in languages if spoken.portal.path.exists()]
    words = digest(
        digest_of_files(path for _, path in files),
        digest_of_files(catalogues),
        [spoken.language.code for spoken in languages],
    )
    if words == known:
        return words, []
    wordings = product_wordings(files)
    problems = [problem for spoken in languages for problem in problems_of_portal(spoken, wordings)]
    return "" if problems else words, problems
