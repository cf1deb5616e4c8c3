"""All checks of one language's translations, in the city's and the product's catalogues."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.translations.entries import problems_of_entries
from generator.check.translations.progress import problems_of_progress
from generator.problems import Problem
from generator.translate.catalogues import Catalogue
from generator.translate.status import progress
from generator.translate.translations import Translation, Wordings
from generator.translate.wording import short


def problems_of_forms(spoken: Translation, wordings: Wordings) -> Iterator[Problem]:
    """The problems in the translation of the city's texts."""
    if not spoken.is_source:
        yield from _problems(spoken.forms, spoken, wordings)


def problems_of_portal(spoken: Translation, wordings: Wordings) -> Iterator[Problem]:
    """The problems in the translation of the product's texts."""
    if spoken.needs_product_words:
        yield from _problems(spoken.portal, spoken, wordings)
        yield from _unread(spoken.portal, wordings)


def _problems(catalogue: Catalogue, spoken: Translation, wordings: Wordings) -> Iterator[Problem]:
    if not catalogue.readable:
        return
    yield from problems_of_entries(catalogue, spoken.plurals, wordings)
    yield from problems_of_progress(progress(spoken.language.code, catalogue, wordings))


def _unread(portal: Catalogue, wordings: Wordings) -> Iterator[Problem]:
    """The city's own translations of sentences that the product does not have."""
    known = {wording.key for wording in wordings}
    own = (entry for entry in portal.entries.values() if portal.beneath and not entry.file)
    for entry in own:
        if entry.key not in known:
            yield Problem(
                "W641",
                portal.path.as_posix(),
                max(entry.line, 1),
                1,
                1 + len("msgstr"),
                f"The product has no sentence “{short(entry.text)}”, so nobody reads its translation.",
                "Copy the msgid from the product's portal.po; “onceonly i18n update” keeps what it cannot use"
                " as a comment.",
            )
