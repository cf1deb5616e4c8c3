"""Problems of expressions: their codes, one problem, and the error with all of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PROBLEMS: Mapping[str, str] = {
    "E201": "The expression is longer than 1,000 characters.",
    "E202": "The expression is empty.",
    "E203": "A character has no place in an expression, or only inside a quoted text.",
    "E204": "The expression cannot be read, for example because a bracket or an operand is missing.",
    "E205": "The expression uses something that Python has and this language does not.",
    "E206": "The expression has more than 200 parts.",
    "E207": "The expression is nested more than 20 levels deep.",
    "E208": "A number is not written with plain digits and at most one point, or is too long.",
    "E209": "A text is not written between one pair of quotes.",
    "E210": "A sign from another language stands where a word or sign of this language is meant.",
    "E211": "A name is not a field that this expression can read.",
    "E212": "A function does not exist.",
    "E213": "A group of answers has no part with this name.",
    "E214": "A part is asked of a value that has no parts.",
    "E215": "A function is given too few or too many values.",
    "E216": "A function is given a value of the wrong kind.",
    "E220": "Two values of different kinds are compared.",
    "E221": "A text is compared with a choice but is not one of its options.",
    "E222": "A yes/no answer is compared with a text.",
    "E223": "Values that have no order are compared with <, <=, > or >=.",
    "E224": "Lists, groups or files are compared as a whole.",
    "E225": "Something that is not a number is calculated with.",
    "E226": "Something that is not a yes/no answer is used as a condition.",
    "E227": "The two outcomes of an if or of otherwise() are of different kinds.",
    "E228": "The values in a list are of different kinds.",
    "E229": "The value after in is not a list.",
    "E230": "A written date or time does not exist or is not written as it should be.",
    "E231": "The expression gives another kind of value than is needed here.",
    "E232": "The number of decimal places is not a written whole number from 0 to 10.",
}


@dataclass(frozen=True)
class ExpressionProblem:
    """One problem: characters ``start`` to ``end`` of the source (from 0), message and remedy."""

    code: str
    start: int
    end: int
    message: str
    remedy: str


class ExpressionError(Exception):
    """Raised for an invalid expression; ``problems`` holds all problems, in order of place."""

    def __init__(self, problems: Iterable[ExpressionProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.start, problem.code)))
        super().__init__(" ".join(f"{p.code}: {p.message} {p.remedy}" for p in self.problems))


def nearest(word: str, known: Iterable[str]) -> str:
    """A sentence with the most similar known words, or with all when none is similar."""
    words = sorted(known)
    by_lower = {name.lower(): name for name in words}
    near = difflib.get_close_matches(word.lower(), by_lower, n=3, cutoff=0.6)
    if near:
        return f"Did you mean {_either([by_lower[name] for name in near])}?"
    if not words:
        return "There is nothing to choose from here."
    return f"Use one of these: {', '.join(words[:12])}{', …' if len(words) > 12 else ''}."


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
