"""Shows problems on a terminal, and as JSON for editors."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from generator.problems import Problem

WIDTH = 100
"""The characters of a long line shown around the caret."""

Lines = Callable[[str], Sequence[str]]


def as_text(problems: Iterable[Problem], lines: Lines | None = None) -> str:
    """Each problem with place, source line, caret, message and remedy."""
    read = cache(lines or lines_of_file)  # each file is read once
    return "\n".join(_one_as_text(problem, read(problem.file)) for problem in problems)


def as_json(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Each problem as a JSON object."""
    return [
        {
            "code": problem.code,
            "severity": "error" if problem.is_error else "warning",
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "end_column": problem.end_column,
            "message": problem.message,
            "remedy": problem.remedy,
        }
        for problem in problems
    ]


def lines_of_file(file: str) -> Sequence[str]:
    """The lines of a file, or none if it cannot be read."""
    path = Path(file)
    if not path.is_file():
        return ()
    with path.open("rb") as opened:
        return opened.read(300_000).decode("utf-8", "replace").split("\n")


def printable(text: str) -> str:
    """``text`` with control characters for terminals escaped."""
    return "".join(character if _harmless(character) else f"\\u{ord(character):04x}" for character in text)


def _one_as_text(problem: Problem, lines: Sequence[str]) -> str:
    place = f"{problem.file}:{problem.line}:{problem.column}: {problem.code} {problem.message}"
    shown = [printable(place), *_pointed_at(problem, lines), f"    {printable(problem.remedy)}", ""]
    return "\n".join(shown)


def _pointed_at(problem: Problem, lines: Sequence[str]) -> list[str]:
    if not 0 < problem.line <= len(lines):
        return []
    line = lines[problem.line - 1].rstrip("\r").replace("\t", " ")
    first = max(0, problem.column - 1 - WIDTH // 2) if len(line) > WIDTH else 0
    window = line[first : first + WIDTH]
    start = min(problem.column - 1 - first, len(window))
    end = max(start + 1, min(problem.end_column - 1 - first, len(window)))
    before, marked = printable(window[:start]), printable(window[start:end]) or " "
    return [f"  | {printable(window)}", f"  | {' ' * _width(before)}{'^' * _width(marked)}"]


def _harmless(character: str) -> bool:
    return character.isprintable() or character == "\n"


def _width(text: str) -> int:
    """The number of terminal cells of ``text``: wide characters two, combining marks none."""
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
