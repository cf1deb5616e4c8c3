"""Problems that are visible in the characters of an expression, found before parsing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from forms.expressions.problems import ExpressionProblem

MAX_LENGTH = 1_000


def spelling_problems(source: str) -> list[ExpressionProblem]:
    """All spelling problems; without any, the source is safe for Python's parser.

    Safe means: limited size, no prefixed or escaped strings, ASCII outside quotes, and nothing for which the
    parser would print a warning.
    """
    if len(source) > MAX_LENGTH:
        message = f"The expression has {len(source)} characters; {MAX_LENGTH:,} are allowed."
        remedy = "Move a part of it into a calculated field and use that field here."
        return [ExpressionProblem("E201", MAX_LENGTH, len(source), message, remedy)]
    if not source.strip():
        remedy = "Write a condition or a calculation, or leave the whole line out."
        return [ExpressionProblem("E202", 0, len(source), "The expression is empty.", remedy)]
    bare = without_texts(source)
    found = [*_characters(source), *_unclosed(source), *_signs(bare)]
    return found or list(_brackets(bare))


def without_texts(source: str) -> str:
    """The source with quoted texts blanked, so that places stay the same."""
    return _TEXT.sub(lambda text: '"' + " " * (len(text[0]) - 2) + '"' * (len(text[0]) > 1), source)


def _characters(source: str) -> Iterator[ExpressionProblem]:
    bare = without_texts(source)
    for place, character in enumerate(source):
        if character in "\t\n\r":
            continue
        category = unicodedata.category(character)
        hidden = category in {"Cc", "Cs"} or character in _OVERRIDES
        if hidden or (category == "Cf" and bare[place] > "~"):
            message = f"There is an invisible character (U+{ord(character):04X}) here."
            yield _at("E203", place, place + 1, message, "Delete it and type the place anew.")
        elif bare[place] > "~":
            message = f"The character {character} has no meaning in an expression."
            remedy = f"Write {_MEANT[character]} instead." if character in _MEANT else _ONLY_QUOTED
            yield _at("E203", place, place + 1, message, remedy)
        elif character == "\\":
            message = "A backslash has no meaning in an expression."
            yield _at("E209", place, place + 1, message, "Leave it out.")


def _unclosed(source: str) -> Iterator[ExpressionProblem]:
    for text in _TEXT.finditer(source):
        if len(text[0]) == 1:
            message = "The text that begins at this quote is not closed."
            remedy = "Put the same quote at its end; a text with ' inside goes between two \"."
            yield _at("E209", text.start(), text.end(), message, remedy)


def _signs(bare: str) -> Iterator[ExpressionProblem]:
    for code, pattern, message, remedy in _SIGNS:
        for sign in re.finditer(pattern, bare):
            yield _at(code, sign.start(), sign.end(), message.replace("{}", sign[0]), remedy)


def _brackets(bare: str) -> Iterator[ExpressionProblem]:
    waiting: list[int] = []
    for place, character in enumerate(bare):
        if character in "([{":
            waiting.append(place)
        elif character in ")]}" and not (waiting and bare[waiting.pop()] + character in _PAIRS):
            message = f"The bracket {character} closes nothing."
            yield _at("E204", place, place + 1, message, "Leave it out, or open it before.")
            return
    for place in waiting:
        message = f"The bracket {bare[place]} is not closed."
        yield _at("E204", place, place + 1, message, "Close it, or leave it out.")


def _at(code: str, start: int, end: int, message: str, remedy: str) -> ExpressionProblem:
    return ExpressionProblem(code, start, end, message, remedy)


_PAIRS = ("()", "[]", "{}")
_TEXT = re.compile(r"'[^']*'|\"[^\"]*\"|['\"]")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_MEANT = {
    **dict.fromkeys("‘’‚‛“”„«»´", "a straight quote ' or \""),
    **dict.fromkeys("–—−", "-"),
    **{"×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "\u00a0": "an ordinary space"},
    **{
        cyrillic: f"the Latin letter {latin}"
        for cyrillic, latin in zip("аеорсухіѕ", "aeopcyxis", strict=True)
    },
}
_ONLY_QUOTED = "Letters with accents and other alphabets are allowed only inside a quoted text."
_PLAIN_NUMBER = (
    "Write only digits and at most one point, as in 1250.50; put a code such as '02134' in quotes."
)
_FOREIGN = "{} is not a sign of this language."
_CALLED = "{} is not a function as in a spreadsheet."
_BEGINNING = r"(?<![\w)\"\]])(?<![\w)\"\]] )"  # not preceded by a value
_SIGNS = (
    ("E210", r"&&", _FOREIGN, "Write and."),
    ("E210", r"\|\|", _FOREIGN, "Write or."),
    ("E210", r"!(?!=)", _FOREIGN, "Write not."),
    ("E210", r"<>", _FOREIGN, "Write !=."),
    ("E210", r"={3,}|!={2,}", _FOREIGN, "Write == or !=."),
    ("E210", r"=[<>](?!=)", _FOREIGN, "Write <= or >=."),
    (
        "E210",
        r"\b(?:AND|OR)\b(?!\()|\b(?:NOT|IN|ELSE)\b|\bIF\b(?! ?\()|(?<=[\w)\"\]] )IF\b",
        _FOREIGN,
        "Write the word in small letters.",
    ),
    ("E210", _BEGINNING + r"[Ii][Ff](?= ?\()", _CALLED, "Write: first if condition else second."),
    ("E210", _BEGINNING + r"[Aa][Nn][Dd](?=\()", _CALLED, "Write a and b, or all_of([a, b, c])."),
    ("E210", _BEGINNING + r"[Oo][Rr](?=\()", _CALLED, "Write a or b, or any_of([a, b, c])."),
    ("E210", r"\d%", "A number cannot be followed by %.", "Write 25 percent as 25 / 100."),
    ("E210", r";", _FOREIGN, "Separate values by commas."),
    (
        "E210",
        r"(?<![=!<>:])=(?![=<>])",
        "A single = does not compare, and functions take no named values.",
        "Write == to ask whether two values are equal.",
    ),
    ("E205", r"#", "An expression has no comments.", "Put the comment on a line of its own."),
    ("E203", r"[$?`]", "The character {} has no meaning in an expression.", "Leave it out."),
    ("E208", r"(?<!\w)\d[\d.]*[A-Za-z_]\w*", "{} is not a number.", _PLAIN_NUMBER),
    ("E208", r"(?<![\w.])0\d[\d.]*", "{} is not a number.", _PLAIN_NUMBER),
    (
        "E209",
        r"\b[fFrRbBuU]{1,2}(?=\")",
        "A letter stands directly before a quote.",
        "Leave the letter out: a text is just what stands between its quotes.",
    ),
)
