"""Finds where a word of a request template was written in the theme's templates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from generator.render.trace import Traced

_SQUARE = re.compile(r"\[\[.*?\]\]|\[%.*?%\]", re.DOTALL)


class Written(NamedTuple):
    """A word in a template; line and column count from 1."""

    path: str
    line: int
    column: int
    length: int


def written(page: Traced, offset: int, word: str, files: Iterable[str]) -> Written | None:
    """The source of the word at ``offset`` of a page; ``files`` are the templates that took part.

    Output of square brackets comes from inside them, or from text passed by another template.
    """
    spot, behind = page.spot(offset)
    if not spot.path:
        return None
    if not spot.end:
        return _at(spot.path, spot.start + behind, len(word))
    source = _source(spot.path)
    at = _position(source[spot.start : spot.end], word)
    if at >= 0:
        return _at(spot.path, spot.start + at, len(word))
    for path in files:
        for bracket in _SQUARE.finditer(_source(path)):
            if (at := _position(bracket[0], word)) >= 0:
                return _at(path, bracket.start() + at, len(word))
    return _at(spot.path, spot.start, 2)


def _position(text: str, word: str) -> int:
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    return found.start() if found else -1


def _at(path: str, offset: int, length: int) -> Written:
    before = _source(path)[:offset]
    return Written(path, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1, length)


def _source(path: str) -> str:
    return Path(path).read_text("utf-8")
