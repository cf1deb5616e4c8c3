"""Cleaning of typed text: NFC, trimmed, without control characters, with ASCII digits."""

from __future__ import annotations

import re
import unicodedata


def clean(text: str, *, lines: bool = False) -> str:
    """Normalise typed text; ``lines`` keeps line breaks (as ``\\n``), else they become spaces.

    Dropped are surrogates, NULs, control characters, bidirectional overrides, and hyphens and spaces without
    width: they crash or differ between databases, or make different texts look alike. A text of joiners and
    direction marks only becomes empty. More than thirty combining marks on one letter are dropped, because
    normalising them takes quadratic time. Digits of other scripts become ASCII digits, because numbers, dates
    and codes are compared and searched in that form.
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
    """Whether a text shows anything: a letter, a digit or another visible character."""
    if text[:1].isalnum() and text[0] not in _BLANK:
        return True  # the usual case
    return any(sign not in _BLANK and unicodedata.category(sign)[0] in "LNPS" for sign in text)


def in_one_line(text: str) -> str:
    """Text of several lines in one line, for use within a sentence."""
    return ", ".join(line for line in text.splitlines() if line)


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
_MOST_MARKS = 30  # as in Unicode's Stream-Safe Text Format; no language needs more than ten
_DROPPED = {"Cc", "Cs", "Cn"}
_MISLEADING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\u200b\u2060")
_UNSEEN = "\u200c\u200d\u200e\u200f \n"  # invisible, but needed within words of many scripts
# fillers, which Unicode classifies as letters and symbols
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
