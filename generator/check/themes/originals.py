"""Checks that templates replacing a field type's controls show the same values of a request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from forms.fields.base import Field
from generator.check.themes.samples import Sample

_NAME = re.compile(r'\sname="(question\d[^"]*)"')
_BUTTON = re.compile(r'\svalue="((?:add|remove)\.question\d[^"]*)"')
_ASKED = re.compile(r'\b(?:r\.)?(v|e|rows|kept|suggested|masked|offered|calc|known|confirm)\["([^"]*)"\]')
_DESCRIBED = re.compile(r'(?<!id=")(?<![\w-])(question\d[\w-]*-(?:error|hint|known|limits))\b')
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_OWN = re.compile(r"^question\d+[.-]?|\{\{.*?\}\}\.?")

_WORDS = {
    "name": "an input for {}",
    "button": "the button {}",
    "v": "what was typed into {}",
    "e": "the error of {}",
    "described": "the link from an input to its hint and its error",
    "target": "the id that links from an error lead to",
    "rows": "the rows",
    "kept": "the files that are kept",
    "suggested": "the suggestions",
    "masked": "the secret that stays",
    "offered": "the condition of an option",
    "calc": "the calculated value",
    "said": "what it says",
    "known": "where a known answer comes from",
    "confirm": "the box that confirms a known answer",
}


class Asked(NamedTuple):
    """A value that a control reads: its kind and key."""

    kind: str
    key: str

    @property
    def description(self) -> str:
        """In words for designers."""
        part = _OWN.sub("", self.key)
        return _WORDS[self.kind].format(f"“{part}”" if part else "the answer")


def missing_in(sample: Sample, original: str, page: str) -> Sequence[str]:
    """What the original page of a field type reads but another one does not, in words."""
    before, now = set(_asked(original, sample.fields)), set(_asked(page, sample.fields))
    return list(dict.fromkeys(one.description for one in sorted(before - now, key=_order)))


def _asked(page: str, fields: Sequence[Field]) -> Iterator[Asked]:
    main = page.partition("<main")[2]
    yield from (Asked("name", name) for name in _NAME.findall(main))
    yield from (Asked("button", button) for button in _BUTTON.findall(main))
    yield from (Asked(kind, key) for kind, key in _ASKED.findall(main))
    yield from (Asked("described", name) for name in _DESCRIBED.findall(main))
    if not any(field.asks for field in fields):
        yield from (Asked("said", word) for word in _WORD.findall(_TAG.sub(" ", main)))
    for field in fields:
        target = f"{field.name}-{field.first_part}" if field.first_part else field.name
        if f' id="{target}"' in main:
            yield Asked("target", target)


def _order(asked: Asked) -> tuple[int, str]:
    return list(_WORDS).index(asked.kind), asked.key
