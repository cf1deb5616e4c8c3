"""Checks before parsing: size, encoding, forbidden characters, depth of brackets."""

from __future__ import annotations

import re

from generator.problems import Problem
from generator.sources.yaml.nodes import Place

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

# Control characters (except tab and line ends), surrogates, non-characters, byte order marks inside a text,
# and bidirectional overrides, which make different texts look alike.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_OTHER_SPACE = re.compile("^[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000])", re.MULTILINE)
_BRACKETS = re.compile(r"[\[\]{}\n]")


def decoded(content: bytes, file: str) -> str | Problem:
    """The text of a file, or the problem why it is none."""
    if len(content) > MAX_BYTES:
        return _whole(file).problem(
            "E102",
            f"The file has {len(content):,} bytes; at most {MAX_BYTES:,} are read.",
            "Split the form into several forms, or remove what does not belong here.",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _undecodable(content, error.start, file)
    return _with_forbidden(text, file) or _oddly_indented(text, file) or _too_deep(text, file) or text


def _undecodable(content: bytes, offset: int, file: str) -> Problem:
    before = content[:offset].decode("utf-8", "replace")
    return place_in(before, len(before), file).problem(
        "E103",
        f"The file is not UTF-8 text: the byte 0x{content[offset]:02x} cannot be read.",
        "Save the file as UTF-8 in your editor; pictures and office documents cannot be specs.",
    )


def _with_forbidden(text: str, file: str) -> Problem | None:
    found = FORBIDDEN.search(text)
    if not found:
        return None
    return place_in(text, found.start(), file).problem(
        "E104",
        f"The file contains the invisible character U+{ord(found[0]):04X}.",
        "Delete the character; retype the line if you cannot see it.",
    )


def _oddly_indented(text: str, file: str) -> Problem | None:
    found = _OTHER_SPACE.search(text)
    if not found:
        return None
    return place_in(text, found.start(1), file).problem(
        "E104",
        f"This line is indented with the character U+{ord(found[1]):04X}, which only looks like a space.",
        "Delete the spaces at the beginning of the line and type them again.",
    )


def _too_deep(text: str, file: str) -> Problem | None:
    # Quotes are ignored: a text with that many open brackets is refused too, which is safe.
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(bracket[0], 0)
        depth = max(depth, 0)
        if depth > MAX_DEPTH:
            return too_deep(place_in(text, bracket.start(), file))
    return None


def too_deep(place: Place) -> Problem:
    """The problem of a structure that is nested too deeply."""
    return place.problem(
        "E105",
        f"Lists and mappings are nested more than {MAX_DEPTH} deep here.",
        "A form needs at most 8 levels: check the brackets and the indentation.",
    )


def place_in(text: str, offset: int, file: str) -> Place:
    """The place of a character of a text."""
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return Place(file, line, column, line, column + 1)


def _whole(file: str) -> Place:
    return Place(file, 1, 1, 1, 2)
