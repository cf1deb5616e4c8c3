"""Pseudo-languages, generated from source texts: what they leave unchanged is not translatable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from math import ceil
from pathlib import Path

from forms.text.language import Language
from forms.text.untranslated import PRODUCT_LANGUAGE
from generator.translate.catalogues import Catalogue, Entry, machine_object, translations
from generator.translate.languages import language
from generator.translate.plurals import first_plurals
from generator.translate.translations import Translation
from generator.translate.wording import Wording

ACCENTED, MIRRORED = "en-XA", "ar-XB"
"""English with accents and 40 % longer, similar to German; mirrored English, written right to left."""

_LONGER = 1.4
_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ACCENTS = str.maketrans(_PLAIN, "ÀƁĆĎÉƑĜĤÎĴĶĹṀŃÖƤɊŔŠŤÛṼŴẊÝŽàƀćďéƒĝĥîĵķĺɱńöƥɋŕšťûṽŵẋýž")
_VOWEL = re.compile(r"(?=[aeiouAEIOU])(.)")

# Parts that a translation keeps: gaps, link targets, addresses, and Markdown markers at the start of a line.
_KEPT = re.compile(
    r"(\{[^{}]*\}|\]\([^)]*\)|https?://\S+|\S+@\S+|^[ \t]*(?:#+|[-*+]|[0-9]+[.)])[ \t]+)", re.MULTILINE
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FILLER = " ẋẋẋẋẋẋ" * 1_000
_OVERRIDE, _END_OF_OVERRIDE = "\u202e", "\u202c"


def pseudo_translations(
    spec_words: Iterable[Wording], product_words: Iterable[Wording]
) -> tuple[Translation, ...]:
    """Both pseudo-languages, with complete translations."""
    city, product = tuple(spec_words), tuple(product_words)
    return tuple(_translation(code, speak, city, product) for code, speak in _SPEAKERS.items())


def accented(text: str) -> str:
    """``text`` with an accent on every letter, and at least 40 % longer where it has letters."""
    pieces = _KEPT.split(text)
    if not any(_WORD.search(piece) for piece in pieces[::2]):
        return text
    spoken = [_VOWEL.sub(r"\1\1", piece).translate(_ACCENTS) for piece in pieces[::2]]
    kept = [*pieces[1::2], ""]
    changed = "".join(own + between for own, between in zip(spoken, kept, strict=True))
    return changed + _FILLER[: max(0, ceil(len(text) * _LONGER) - len(changed))].rstrip()


def mirrored(text: str) -> str:
    """``text`` with every word reversed, for a right-to-left script."""
    pieces = _KEPT.split(text)
    return "".join(piece if place % 2 else _WORD.sub(_reversed, piece) for place, piece in enumerate(pieces))


def _reversed(word: re.Match[str]) -> str:
    return f"{_OVERRIDE}{word[0]}{_END_OF_OVERRIDE}"


_SPEAKERS: Mapping[str, Callable[[str], str]] = {ACCENTED: accented, MIRRORED: mirrored}


def _translation(
    code: str, speak: Callable[[str], str], city: tuple[Wording, ...], product: tuple[Wording, ...]
) -> Translation:
    forms, portal = _catalogue(code, speak, city), _catalogue(code, speak, product)
    messages = machine_object(portal.entries.values(), first_plurals(PRODUCT_LANGUAGE))
    source = language(PRODUCT_LANGUAGE, translations(messages))
    spoken = Language(
        code=code,
        locale=source.locale,
        name=speak("English"),
        direction="rtl" if code == MIRRORED else "ltr",
        translations=source.translations,
    )
    return Translation(spoken, is_source=False, forms=forms, portal=portal, messages=messages)


def _catalogue(code: str, speak: Callable[[str], str], wordings: tuple[Wording, ...]) -> Catalogue:
    """A catalogue without a file."""
    entries = (
        Entry(
            text=wording.text,
            said=tuple(speak(text) for text in (wording.text, wording.plural) if text),
            plural=wording.plural,
            context=wording.context,
        )
        for wording in wordings
    )
    found = {entry.key: entry for entry in entries}
    return Catalogue(Path(code), found, plurals=first_plurals(PRODUCT_LANGUAGE))
