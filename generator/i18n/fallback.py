"""Texts shown in the source language for want of a translation: marked, so that pages can say so.

Only lenient builds show any. The marks are private-use characters that travel through compiling and rendering
as part of the text; afterwards they become ``<span lang>`` around each run of text, or vanish in attributes.
"""

from __future__ import annotations

import re

_BEGIN, _END = "\ue0f0", "\ue0f1"
_MARKS = str.maketrans("", "", _BEGIN + _END)
_ITEM = re.compile(r"\s*(?:[0-9]+[.)]|[-*+])\s+")
_PIECES = re.compile(r"(<(?:title|option|textarea)\b.*?</(?:title|option|textarea)>|<[^>]*>)", re.DOTALL)


def mark(text: str) -> str:
    """``text`` marked as not translated; what makes its first line a list item in Markdown stays first."""
    plain = without_marks(text)
    start = _ITEM.match(plain)
    begin = start.end() if start else 0
    return f"{plain[:begin]}{_BEGIN}{plain[begin:]}{_END}"


def without_marks(text: str) -> str:
    """``text`` as it was before it was marked."""
    return text.translate(_MARKS)


def closed(text: str) -> str:
    """``text``, cut off a longer one, with its mark closed again."""
    return text + _END if text.rfind(_BEGIN) > text.rfind(_END) else text


def shown(page: str, language: str) -> str:
    """A rendered page whose marked texts say that they are in ``language``."""
    if _BEGIN not in page:
        return page
    inside, pieces = False, []
    for number, piece in enumerate(_PIECES.split(page)):
        is_tag = number % 2 == 1
        pieces.append(without_marks(piece) if is_tag else _runs(piece, language, inside=inside))
        inside = _still_inside(piece, inside=inside)
    return "".join(pieces)


def _runs(text: str, language: str, *, inside: bool) -> str:
    runs = []
    for run in re.split(f"([{_BEGIN}{_END}])", text):
        if run in (_BEGIN, _END):
            inside = run == _BEGIN
        elif inside and run.strip():
            runs.append(f'<span lang="{language}">{run}</span>')
        else:
            runs.append(run)
    return "".join(runs)


def _still_inside(piece: str, *, inside: bool) -> bool:
    last = max(piece.rfind(_BEGIN), piece.rfind(_END))
    return inside if last < 0 else piece[last] == _BEGIN
