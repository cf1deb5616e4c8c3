"""Checks that the tags of a template nest correctly in all branches of a build and a request.

Parsers of HTML know no brackets, and a tag may stand in one branch only. So a text is read several times:
with the first branch of every condition, with the second, and so on. A tag that is opened under a condition
and closed under the same one is fine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

BRACKETS = re.compile(
    r"\[\[.*?\]\]|\[%.*?%\]|\[#.*?#\]|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}",
    re.DOTALL,
)
_SQUARE = re.compile(r"\[\[.*?\]\]|\[%.*?%\]|\[#.*?#\]|\{#.*?#\}", re.DOTALL)
_MOST_BRANCHES = 4
_WORD = re.compile(r"[\[{]%[-+]?\s*(\w+)")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _words("area base br col embed hr img input link meta source track wbr")
_UNCLOSED = _words(
    "body caption colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr"
)
_ENDS_PARAGRAPH = _words(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr main menu nav ol p pre search section table ul"
)
_CELLS = frozenset(("td", "th"))
_ENDS = {
    "li": frozenset(("li",)),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd"))),
    **dict.fromkeys(("option", "optgroup"), frozenset(("option",))),
    **dict.fromkeys(("td", "th"), _CELLS),
    "tr": _CELLS | {"tr"},
    **dict.fromkeys(("tbody", "tfoot"), _CELLS | {"tr", "thead", "tbody"}),
}


class Fault(NamedTuple):
    """A tag that does not nest, and its place."""

    line: int
    column: int
    description: str


@lru_cache(maxsize=512)  # most pages are the same after a change of one template
def misnested(text: str) -> Fault | None:
    """The first tag of a template, or of a page with request brackets, that does not nest."""
    for branch in range(_MOST_BRANCHES):
        reader = _Reader()
        reader.feed(_blanked(text, branch))
        reader.close()
        if found := reader.finished():
            return found
    return None


def without_brackets(text: str) -> str:
    """The text with blanks in place of brackets: lines and columns stay the same."""
    return BRACKETS.sub(lambda found: _blank(found[0]), text)


def built(text: str) -> str:
    """The text as a build might leave it: names in place of values in square brackets, no blocks."""
    return _SQUARE.sub(lambda found: ("x" * len(found[0])) if found[0][1] == "[" else _blank(found[0]), text)


@dataclass
class _Condition:
    """One ``if`` or ``for`` and its number of branches; a missing ``else`` counts as an empty one."""

    is_loop: bool
    branches: int = 1
    has_else: bool = False
    now: int = 0

    def taken(self, branch: int) -> bool:
        return self.now == min(branch, self.branches - (1 if self.has_else or self.is_loop else 0))


def _blanked(text: str, branch: int) -> str:
    """The text with every condition in branch number ``branch``, or its last one."""
    conditions = _conditions(text)
    kinds: dict[str, list[_Condition]] = {"[": [], "{": []}  # they need not be nested in each other
    written: list[str] = []
    at = 0
    for found in BRACKETS.finditer(text):
        taken = all(one.taken(branch) for open_ in kinds.values() for one in open_)
        between = text[at : found.start()]
        written += [between if taken else _blank(between), _blank(found[0])]
        at = found.end()
        here, word = kinds[found[0][0]], _word(found[0])
        if word in ("if", "for"):
            here.append(conditions[found.start()])
        elif word in ("elif", "else") and here:
            here[-1].now += 1
        elif word in ("endif", "endfor") and here:
            here.pop()
    return "".join(written) + text[at:]


def _conditions(text: str) -> dict[int, _Condition]:
    """All conditions by start offset, with their branches counted."""
    found: dict[int, _Condition] = {}
    open_: dict[str, list[_Condition]] = {"[": [], "{": []}
    for bracket in BRACKETS.finditer(text):
        here, word = open_[bracket[0][0]], _word(bracket[0])
        if word in ("if", "for"):
            here.append(_Condition(is_loop=word == "for"))
            found[bracket.start()] = here[-1]
        elif word in ("elif", "else") and here:
            here[-1].branches += 1
            here[-1].has_else |= word == "else"
        elif word in ("endif", "endfor") and here:
            here.pop()
    return found


def _word(bracket: str) -> str:
    found = _WORD.match(bracket)
    return found[1] if found else ""


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


class _Reader(HTMLParser):
    """Tracks open tags as browsers do, and keeps the first fault."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._open: list[tuple[str, int, int]] = []
        self._ended: set[str] = set()  # implicitly closed tags whose end tag may still come
        self._faults: list[Fault] = []

    def finished(self) -> Fault | None:
        left = (Fault(line, column, f"<{tag}> is never closed.") for tag, line, column in self._open)
        unclosed = (fault for fault, (tag, *_) in zip(left, self._open, strict=True) if tag not in _UNCLOSED)
        return next(iter(self._faults), None) or next(unclosed, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ENDS_PARAGRAPH:
            self._end_paragraph()
        while self._open and self._open[-1][0] in _ENDS.get(tag, ()):
            self._open.pop()
        if tag not in _VOID:
            self._open.append((tag, *self._here()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if any(name in ("svg", "math") for name, *_ in self._open) or tag in _VOID:
            return  # only in SVG and MathML does the slash close a tag
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or tag not in [name for name, *_ in self._open]:
            by = " A block such as a <div> has ended the paragraph before." if tag in self._ended else ""
            self._fault(f"</{tag}> closes nothing.{by}")
            return
        while (last := self._open.pop())[0] != tag:
            if last[0] not in _UNCLOSED:
                self._fault(f"<{last[0]}> is not closed before </{tag}>.")

    def _end_paragraph(self) -> None:
        if self._open and self._open[-1][0] == "p":
            self._open.pop()
            self._ended.add("p")

    def _fault(self, description: str) -> None:
        self._faults.append(Fault(*self._here(), description))

    def _here(self) -> tuple[int, int]:
        line, offset = self.getpos()
        return line, offset + 1
