"""Every text of authors, with its translation context."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from generator.compile import markdown
from generator.sources.yaml.nodes import Place

Translate = Callable[[str, str], str]
"""From gettext context and source text to the translated text."""


class SourceText(NamedTuple):
    """One text to translate: its place, a note for translators, and its maximum length."""

    context: str
    text: str
    file: str
    line: int
    comment: str
    max_length: int  # 0: no limit


Say = Callable[[SourceText], str]
"""Called by the compiler for every text."""


class Voice(NamedTuple):
    """Translates the texts of one thing (a form, a field, an agency)."""

    say: Say
    context: str
    about: str  # note for translators: where the texts appear

    def of(self, key: str, text: str, place: Place) -> str:
        """The translation of ``key``; empty text stays empty, because gettext would return its header."""
        if not text:
            return ""
        last = key.rpartition(".")[2]
        phrase, longest = KEYS.get(last, ("Text", 0))
        comment = f"{phrase}. {self.about}"
        return self.say(SourceText(f"{self.context}.{key}", text, place.file, place.line, comment, longest))

    def html_of(self, key: str, text: str, place: Place) -> str:
        """The Markdown of ``key`` as safe HTML."""
        source = self.of(key, text, place)
        return markdown.html(source) if source else ""

    def below(self, key: str, about: str = "") -> Voice:
        """The voice of a part."""
        return Voice(self.say, f"{self.context}.{key}", about or self.about)


KEYS = {
    "title": ("Title", 150),
    "tagline": ("Line below the name of the city", 150),
    "name": ("Name", 120),
    "summary": ("Summary in one sentence", 300),
    "audience": ("Who the form is for", 300),
    "purpose": ("Why the city asks", 500),
    "retention": ("How long answers are kept", 300),
    "fee": ("What it costs", 300),
    "time_frame": ("How long it takes", 300),
    "next_steps": ("What happens after sending; Markdown", 0),
    "hours": ("Opening hours", 200),
    "because": ("A condition on who may apply, as a sentence", 300),
    "intro": ("Text above the questions of a page; Markdown", 0),
    "label": ("Question, option or column heading", 300),
    "hint": ("Short sentence below a label", 200),
    "help": ("Longer explanation of a question", 0),
    "missing": ("Error when an answer is missing: says what to do", 300),
    "statement": ("Statement that a person agrees to", 0),
    "row_label": ("What one row is called, in the singular", 60),
    "text": ("Text between questions; Markdown", 0),
}
"""By the last word of a context: the kind of text, and its maximum length."""


def in_source_language(source: SourceText) -> str:
    """The source text."""
    return source.text


def noting(texts: list[SourceText]) -> Say:
    """The source texts; each is also added to ``texts``."""

    def note(source: SourceText) -> str:
        texts.append(source)
        return source.text

    return note


def translated(translate: Translate) -> Say:
    """Look up texts in a catalogue."""
    return lambda source: translate(source.context, source.text)
