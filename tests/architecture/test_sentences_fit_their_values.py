"""Each gap of a sentence for people is filled by its name, in code as in the sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.tree import parsed, python_files, shown

MAKERS = {"message": 1, "sentence": 1, "plural_message": 2}
"""Functions that make a message, each with how many texts it takes first."""


def misfits(tree: ast.AST) -> Iterator[tuple[int, set[str]]]:
    """The line of each call whose names are not those of its gaps, and the names that differ."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS):
            continue
        texts = node.args[: MAKERS[node.func.id]]
        given = {str(word.arg) for word in node.keywords}
        if not all(isinstance(text, ast.Constant) for text in texts) or "None" in given:
            continue
        gaps = {gap for text in texts for gap in re.findall(r"\{(\w+)\}", text.value)} - {"count"}
        if given and gaps != given:  # one that gives nothing is filled later
            yield node.lineno, gaps ^ given


def test_every_gap_is_filled_and_nothing_else_is_given() -> None:
    found = [
        f"{shown(path)}:{line} {sorted(names)}"
        for path in python_files()
        for line, names in misfits(parsed(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("call", "names"),
    [
        ('message("{row}: {problem}", row=1, error=2)', {"problem", "error"}),
        ('message("Saved.", day=1)', {"day"}),
        ('plural_message("{label}: {count} file", "{label}: {count} files", 2, name=1)', {"label", "name"}),
    ],
)
def test_the_check_sees_a_gap_and_a_name_that_differ(call: str, names: set[str]) -> None:
    assert [different for _, different in misfits(ast.parse(call))] == [names]
