"""Catalogues in the usual shape, read five times quicker than by polib, which reads all others."""

from __future__ import annotations

import re
from typing import NamedTuple

_STRING = r'"[^"\\\n\r\0]*(?:\\[^\n\r\0][^"\\\n\r\0]*)*"\n'
_STRINGS = rf"(?:{_STRING})+"
_COMMENT = r"#(?:[.:,] [^\n\r\0]*[^\s\0][^\n\r\0]*| [^\n\r\0]*|)\n"
_ENTRY = re.compile(
    rf"((?:{_COMMENT})*)"
    rf"(?:msgctxt ({_STRINGS}))?"
    rf"msgid ({_STRINGS})"
    rf"(?:msgstr ({_STRINGS})|msgid_plural ({_STRINGS})((?:msgstr\[\d\] {_STRINGS})+))"
    r"(?:\n+|\Z)"
)
_GONE = rf"{_STRING}(?:#~ {_STRING})*"
_OBSOLETE = re.compile(
    rf"(?:(?:{_COMMENT})*(?:#~ msgctxt {_GONE})?#~ msgid {_GONE}"
    rf"(?:#~ msgstr {_GONE}|#~ msgid_plural {_GONE}(?:#~ msgstr\[\d\] {_GONE})+)\n*)*"
)
_PLURAL = re.compile(rf"msgstr\[(\d)\] ({_STRINGS})")
_BETWEEN = re.compile(r'"\n"')
_ESCAPED = re.compile(r'\\([\\ntrvbf"])')
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "v": "\v", "b": "\b", "f": "\f", "\\": "\\", '"': '"'}
_FLAGS = "#,"


class Block(NamedTuple):
    """One entry of a catalogue as it stands there."""

    line: int  # of its msgstr, the first one if there are several
    context: str
    text: str
    plural: str
    said: tuple[str, ...]
    fuzzy: bool


def blocks_of(content: str) -> list[Block] | None:
    """Every entry behind the header; None when anything is shaped in another way than tools write it."""
    found: list[Block] = []
    end, line = 0, 1
    for entry in _ENTRY.finditer(content):
        if entry.start() != end:
            return None
        block = _block(entry, line)
        if block is None:
            return None
        found.append(block)
        line += content.count("\n", end, entry.end())
        end = entry.end()
    headers = [number for number, block in enumerate(found) if not block.text]
    is_whole = _OBSOLETE.fullmatch(content, end) is not None
    return found[1:] if is_whole and headers == [0] and not found[0].context else None


def _block(entry: re.Match[str], line: int) -> Block | None:
    comments, context, text, one, plural, many = entry.groups()
    line += entry.string.count("\n", entry.start(), entry.start(4 if one else 6))
    said = (_string(one),) if one else _forms(many)
    if said is None:
        return None
    fuzzy = _FLAGS in comments and any(map(_is_fuzzy, comments.split("\n")))
    return Block(line, _string(context), _string(text), _string(plural), said, fuzzy)


def _forms(many: str) -> tuple[str, ...] | None:
    """All plural forms, if they stand in their order."""
    numbered = _PLURAL.findall(many)
    if [int(number) for number, _ in numbered] != list(range(len(numbered))):
        return None
    return tuple(_string(said) for _, said in numbered)


def _string(written: str | None) -> str:
    if not written:
        return ""
    text = written[1:-2]
    if '"\n"' in text:
        text = _BETWEEN.sub("", text)
    return _ESCAPED.sub(lambda found: _MEANT[found[1]], text) if "\\" in text else text


def _is_fuzzy(comment: str) -> bool:
    return comment.startswith(_FLAGS) and "fuzzy" in map(str.strip, comment[3:].split(","))
