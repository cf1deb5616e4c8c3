"""Finds line and column of characters of a YAML value."""

from __future__ import annotations

from generator.sources.yaml.nodes import Place, ScalarNode

Spot = tuple[int, int]
"""Line and column of a character, counted from 1."""


def place_of(node: ScalarNode, start: int, end: int, text: str) -> Place:
    """The place of ``node.text[start:end]``, or of the whole node when escapes make it unknown.

    Folding changes line breaks and indentation but no other characters, so the visible characters of the
    value are matched one by one with those of the file.
    """
    spots = _spots(node, text)
    visible = [index for index, character in enumerate(node.text) if not character.isspace()]
    if spots is None or len(spots) != len(visible):
        return node.place
    return _stretch(node, start, end, dict(zip(visible, spots, strict=True)))


def _stretch(node: ScalarNode, start: int, end: int, spots: dict[int, Spot]) -> Place:
    inside = [spots[index] for index in range(start, max(end, start + 1)) if index in spots]
    if not inside:  # after the last character
        before = [spot for index, spot in spots.items() if index < start]
        line, column = before[-1] if before else (node.place.line, node.place.column)
        return Place(node.place.file, line, column + 1, line, column + 2)
    line, column = inside[0]
    last = max((spot[1] for spot in inside if spot[0] == line), default=column)
    return Place(node.place.file, line, column, line, last + 1)


def _spots(node: ScalarNode, text: str) -> list[Spot] | None:
    """Line and column of every visible character of the value; None when unknown."""
    written = [(character, spot) for character, spot in _written(node, text) if not character.isspace()]
    if node.style in ("'", '"'):
        written = written[1:-1]
    if node.style == "'":
        written = _undoubled(written)
    if node.style == '"' and any(character == "\\" for character, _ in written):
        return None
    return [spot for _, spot in written]


def _written(node: ScalarNode, text: str) -> list[tuple[str, Spot]]:
    place, lines = node.place, text.split("\n")
    first = place.line + (1 if node.style in ("|", ">") else 0)  # the block's header line
    found = []
    for line in range(first, min(place.end_line, len(lines)) + 1):
        begin = place.column - 1 if line == place.line else 0
        stop = place.end_column - 1 if line == place.end_line else len(lines[line - 1])
        found += [
            (lines[line - 1][at], (line, at + 1)) for at in range(begin, min(stop, len(lines[line - 1])))
        ]
    return found


def _undoubled(written: list[tuple[str, Spot]]) -> list[tuple[str, Spot]]:
    """Join doubled quotation marks, which stand for one."""
    kept: list[tuple[str, Spot]] = []
    skip = False
    for character, spot in written:
        if skip and character == "'":
            skip = False
            continue
        kept.append((character, spot))
        skip = character == "'"
    return kept
