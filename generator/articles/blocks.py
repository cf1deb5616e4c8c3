"""Splits an article into blocks with their places: title, headings, paragraphs and list items."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from generator.sources.yaml.nodes import Place

Kind = Literal["title", "heading", "subheading", "paragraph", "bullet", "step"]


class Block(NamedTuple):
    """One block, a translatable text; ``text`` is Markdown without the marker at its start."""

    kind: Kind
    text: str
    place: Place  # of the text, first to last character
    indent: int = 0  # columns before its marker
    number: int = 0  # of a numbered item

    @property
    def in_list(self) -> bool:
        """Whether it is a list item."""
        return self.kind in ("bullet", "step")


def blocks_in(text: str, file: str) -> tuple[Block, ...]:
    """All blocks in order. Unknown syntax becomes a paragraph; checks report it."""
    blocks: list[Block] = []
    goes_on = False
    for number, written in enumerate(text.split("\n"), 1):
        line = written.rstrip("\r")
        if not line.strip():
            goes_on = False
            continue
        begun = _begun(line, number, file)
        if begun is None and goes_on:
            blocks[-1] = _longer(blocks[-1], line, number)
        else:
            blocks.append(begun or _block("paragraph", line, line, number, file))
        goes_on = begun is None or begun.in_list
    return tuple(blocks)


_SIGNS = re.compile(
    r"[ \t]*(?:(?P<heading>#{1,6})|(?P<bullet>[-*+])|(?P<step>\d{1,3})[.)])[ \t]+(?P<text>.*)"
)
_HEADINGS: dict[str, Kind] = {"#": "title", "##": "heading", "###": "subheading"}


def _begun(line: str, number: int, file: str) -> Block | None:
    """The block that starts with a marker on this line; None for a line that may continue the last block."""
    found = _SIGNS.fullmatch(line)
    if found is None:
        return None
    if found["heading"]:
        kind = _HEADINGS.get(found["heading"], "subheading")
        return _block(kind, line, _without_closing_signs(found["text"]), number, file)
    if found["bullet"]:
        return _block("bullet", line, found["text"], number, file)
    return _block("step", line, found["text"], number, file, int(found["step"]))


def _without_closing_signs(text: str) -> str:
    """A heading without closing ``#`` signs; a regular expression for them would be quadratic on
    long gaps.
    """
    text = text.rstrip()
    words = text.rstrip("#")
    return words if words != text and words.endswith((" ", "\t")) else text


def _block(kind: Kind, line: str, text: str, number: int, file: str, step: int = 0) -> Block:
    text = text.strip()
    column = line.find(text) + 1
    place = Place(file, number, column, number, column + len(text))
    return Block(kind, text, place, len(line) - len(line.lstrip()), step)


def _longer(block: Block, line: str, number: int) -> Block:
    """The block with one more line appended; line wrapping is not part of the translatable text."""
    place = block.place._replace(end_line=number, end_column=len(line.rstrip()) + 1)
    join = "\n" if block.text.endswith("\\") else " "
    return block._replace(text=f"{block.text}{join}{line.strip()}", place=place)
