"""Decides which forms are left out of which languages, in builds that publish only complete forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.compile.wording import SourceText
from generator.project.model import Project
from generator.translate.translations import Key, Translation, Wordings, unfinished


@dataclass(frozen=True)
class PublicationGate:
    """Texts that need no translation in this build, because their forms are left out of the language."""

    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # forms left out, by language
    waiting: Mapping[str, frozenset[Key]] = field(
        default_factory=dict
    )  # texts of forms and master fields by language

    def asked(self, language: str, wordings: Wordings) -> Wordings:
        """The texts that must still be translated."""
        forms, waiting = self.left_out.get(language, ()), self.waiting.get(language, frozenset())
        if not forms and not waiting:
            return wordings
        return tuple(one for one in wordings if one.area not in forms and one.key not in waiting)


def open_gate(project: Project, languages: Iterable[Translation], wordings: Wordings) -> PublicationGate:
    """The forms left out of each language, with the missing texts of forms and master fields.

    A form requires its own texts and those of the master fields that it uses. The pages of facts show every
    master field, with missing texts in the source language and marked as such. Texts of all pages, and those
    of the city and its agencies, must be translated.
    """
    texts = {form.name: frozenset(_keys(form.texts)) for form in project.summaries}
    may_wait = frozenset(_keys(project.shared.summary.fact_texts)).union(*texts.values())
    left_out: dict[str, tuple[str, ...]] = {}
    waiting: dict[str, frozenset[Key]] = {}
    for spoken in languages:
        code, lacking = spoken.language.code, unfinished(spoken, wordings)
        if forms := tuple(name for name, asked in texts.items() if not lacking.isdisjoint(asked)):
            left_out[code] = forms
        if texts_waiting := lacking & may_wait:
            waiting[code] = texts_waiting
    return PublicationGate(left_out, waiting)


def _keys(texts: Iterable[SourceText]) -> Iterator[Key]:
    return ((text.context, text.text) for text in texts)
