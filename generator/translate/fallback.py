"""Marks texts that are shown in another language because they are not translated.

Only in lenient builds. The marks are private-use characters that pass through compiling and rendering as part
of the text; afterwards they become ``<span lang dir>`` around each run of text, or are removed in attributes.
"""

from __future__ import annotations

import re

from forms.text.language import ENGLISH, Language

_CITY, _PRODUCT, _END = "\ue0f0", "\ue0f2", "\ue0f1"  # the city's texts, the product's texts, end of both
_ALL = _CITY + _PRODUCT + _END
_MARKS = str.maketrans("", "", _ALL)
_ITEM = re.compile(r"\s*(?:[0-9]+[.)]|[-*+])\s+")
_PIECES = re.compile(r"(<(?:title|option|textarea)\b.*?</(?:title|option|textarea)>|<[^>]*>)", re.DOTALL)


def mark(text: str) -> str:
    """``text`` of a spec, marked as not translated, after the Markdown marker of its first line."""
    plain = without_marks(text)
    start = _ITEM.match(plain)
    begin = start.end() if start else 0
    return f"{plain[:begin]}{_CITY}{plain[begin:]}{_END}"


def mark_product(text: str) -> str:
    """A sentence of the product, marked as not translated."""
    return f"{_PRODUCT}{without_marks(text)}{_END}"


def is_marked(text: str) -> bool:
    """Whether any part of ``text`` is in another language."""
    return any(mark in text for mark in _ALL)


def without_marks(text: str) -> str:
    """``text`` without marks."""
    return text.translate(_MARKS) if is_marked(text) else text


def closed(text: str) -> str:
    """``text`` cut off a longer one, with its mark closed."""
    return text + _END if _open_at_end(text) not in ("", _END) else text


def shown(page: str, source: Language) -> str:
    """A rendered page with marked texts in elements with their language: the source language, or English."""
    if _CITY not in page and _PRODUCT not in page:
        return page
    spoken = {_CITY: source, _PRODUCT: ENGLISH}
    inside, pieces = "", []
    for number, piece in enumerate(_PIECES.split(page)):
        is_tag = number % 2 == 1
        pieces.append(without_marks(piece) if is_tag else _runs(piece, spoken, inside))
        inside = _open_at_end(piece) or inside
    return "".join(pieces)


def _runs(text: str, spoken: dict[str, Language], inside: str) -> str:
    runs = []
    for run in re.split(f"([{_ALL}])", text):
        if run and run in _ALL:
            inside = run
        elif inside in spoken and run.strip():
            language = spoken[inside]
            runs.append(f'<span lang="{language.code}" dir="{language.direction}">{run}</span>')
        else:
            runs.append(run)
    return "".join(runs)


def _open_at_end(text: str) -> str:
    """The last mark in ``text``."""
    return max(_ALL, key=text.rfind) if is_marked(text) else ""
