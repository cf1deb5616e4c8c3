"""The one gate for text: what enters is NFC, trimmed, free of control characters and with ASCII digits."""

from __future__ import annotations

import re
import unicodedata


def clean(text: str, *, lines: bool = False) -> str:
    """Normalise typed text; ``lines`` keeps line breaks (as ``\\n``), else they become spaces.

    Surrogates, NULs, control characters, bidirectional overrides and hyphens and spaces without a width are
    dropped: left in, they crash or differ between databases, or make one text look like another. So is a
    text of nothing but joiners and marks of direction, which nobody sees, and marks beyond thirty on one
    letter: putting them in order takes time that grows with their square. Digits of other scripts become
    ASCII digits, because numbers, dates and codes are compared and searched as such.
    """
    if text.isascii() and text.isprintable():
        return text.strip()  # most answers: nothing to change
    text = text.encode("utf-8", "ignore").decode("utf-8")
    text = _LINE_ENDS.sub("\n", text)
    text = text.translate({ord(character): _kept(character, lines=lines) for character in set(text)})
    # Last, because dropping a character can bring a letter and its accent together.
    text = _with_few_marks(unicodedata.normalize("NFC", _with_few_marks(text))).strip()
    return text if text.strip(_UNSEEN) else ""


def is_seen(text: str) -> bool:
    """Whether a text shows anything: it has a letter, a digit or another sign that is not blank by itself."""
    if text[:1].isalnum() and text[0] not in _BLANK:
        return True  # as nearly all texts begin
    return any(sign not in _BLANK and unicodedata.category(sign)[0] in "LNPS" for sign in text)


def in_one_line(said: str) -> str:
    """What was said in several lines, within a sentence."""
    return ", ".join(line for line in said.splitlines() if line)


def _with_few_marks(text: str) -> str:
    marks = "".join(sorted(character for character in set(text) if unicodedata.combining(character)))
    if not marks:
        return text
    mark = f"[{re.escape(marks)}]"
    return re.sub(f"({mark}{{{_MOST_MARKS}}}){mark}+", r"\1", text)


def _kept(character: str, *, lines: bool) -> str:
    if character in "\n\t":
        return character if lines and character == "\n" else " "
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    return "" if category in _DROPPED or character in _MISLEADING else character


_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_MOST_MARKS = 30  # as in Unicode's Stream-Safe Text Format; no language needs ten
_DROPPED = {"Cc", "Cs", "Cn"}
_MISLEADING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\u200b\u2060")
_UNSEEN = "\u200c\u200d\u200e\u200f \n"  # needed within words of many scripts
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # fillers, which Unicode counts as letters and symbols
