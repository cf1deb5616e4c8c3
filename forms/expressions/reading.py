"""Parses source text into Python's syntax tree, within limits."""

from __future__ import annotations

import ast
import keyword
import re
from dataclasses import dataclass

from forms.expressions.problems import ExpressionError, ExpressionProblem
from forms.expressions.spelling import spelling_problems, without_texts

MAX_NODES = 200
MAX_DEPTH = 20


@dataclass(frozen=True)
class Reading:
    """A parsed source; places are characters of the source."""

    source: str
    shift: int  # number of leading blanks removed for Python's parser
    line: str
    body: ast.expr

    def span(self, node: ast.expr) -> tuple[int, int]:
        """Start and end of the node in the source."""
        return self._character(node.col_offset), self._character(node.end_col_offset or 0)

    def text(self, node: ast.expr) -> str:
        """The node's source text."""
        start, end = self.span(node)
        return self.source[start:end]

    def _character(self, offset: int) -> int:
        # Python's offsets are UTF-8 bytes.
        return self.shift + len(self.line.encode()[:offset].decode("utf-8", "ignore"))


def read(source: str) -> Reading:
    """Parse a source; raises ExpressionError when it is invalid or too large."""
    problems = spelling_problems(source)
    if problems:
        raise ExpressionError(problems)
    line = re.sub(r"[\t\n\r]", " ", source)
    shift = len(line) - len(line.lstrip(" "))
    line = line.strip(" ")
    reading = Reading(source, shift, line, _parsed(line, shift))
    _check_size(reading)
    return reading


def _parsed(line: str, shift: int) -> ast.expr:
    try:
        return ast.parse(line, mode="eval").body
    except SyntaxError as error:
        raise ExpressionError([_unreadable(line, (error.offset or 1) - 1, shift)]) from None
    except (RecursionError, MemoryError, ValueError):
        raise ExpressionError([_too_deep(shift, shift + len(line))]) from None


def _unreadable(line: str, start: int, shift: int) -> ExpressionProblem:
    message = "The expression cannot be read from here on."
    remedy = "Put an operator such as == or and between two values, and texts in quotes."
    place = slice(min(max(start, 0), len(line) - 1), None)
    if taken := _TAKEN.search(without_texts(line)):
        place, message = slice(*taken.span()), f"The word {taken[0]} has a meaning of its own in Python."
        remedy = "Rename the field, or put the word in quotes if it is an option."
    elif last := _UNFINISHED.search(line):
        place, message = slice(*last.span()), f"The expression ends too early, after {last[0]}."
        remedy = "Write what comes next, or leave the end out."
    first, end, _ = place.indices(len(line))
    return ExpressionProblem("E204", shift + first, shift + end, message, remedy)


_WORDS = {"and", "or", "not", "in", "is", "if", "else", "True", "False", "None", "lambda", "for"}
_TAKEN = re.compile(rf"\b(?:{'|'.join(sorted(set(keyword.kwlist) - _WORDS))})\b")
_UNFINISHED = re.compile(r"(?:[-+*/.,]|[=!<>]=|[<>]|\b(?:and|or|not|in|if|else))$")


def _check_size(reading: Reading) -> None:
    nodes, deepest = 0, 0
    waiting: list[tuple[ast.AST, int]] = [(reading.body, 1)]
    while waiting:
        node, depth = waiting.pop()
        nodes, deepest = nodes + isinstance(node, ast.expr), max(deepest, depth)
        waiting.extend((child, depth + isinstance(child, ast.expr)) for child in ast.iter_child_nodes(node))
    start, end = reading.span(reading.body)
    if deepest > MAX_DEPTH:
        raise ExpressionError([_too_deep(start, end)])
    if nodes > MAX_NODES:
        message = f"The expression has {nodes} parts; {MAX_NODES} are allowed."
        remedy = "Move a part of it into a calculated field and use that field here."
        raise ExpressionError([ExpressionProblem("E206", start, end, message, remedy)])


def _too_deep(start: int, end: int) -> ExpressionProblem:
    message = f"The expression is nested more than {MAX_DEPTH} levels deep."
    remedy = "Use sum([…]), any_of([…]) or all_of([…]), or move a part into a calculated field."
    return ExpressionProblem("E207", start, end, message, remedy)
