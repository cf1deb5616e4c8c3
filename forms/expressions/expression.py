"""Compiled expressions, and their compilation from source."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from forms.expressions.calling import TODAY
from forms.expressions.checking import Checking, Part
from forms.expressions.compiler import compiled
from forms.expressions.evaluate import Tree
from forms.expressions.kinds import Kind
from forms.expressions.problems import ExpressionError
from forms.expressions.reading import read

RESERVED_NAMES = frozenset({*keyword.kwlist, "true", "false", TODAY})
"""Reserved words, which cannot be field names because expressions could not read them."""


@dataclass(frozen=True)
class Expression:
    """A checked expression: its source, its tree, and the root names that it reads."""

    source: str
    tree: Tree = field(hash=False)
    names: frozenset[str]

    def to_json(self) -> dict[str, object]:
        """The JSON form stored in ``output/``."""
        return {"source": self.source, "tree": self.tree, "names": sorted(self.names)}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Expression:
        """The expression of a stored form; raises KeyError for anything else."""
        names = frozenset(cast("list[str]", stored["names"]))
        return cls(str(stored["source"]), cast("Tree", stored["tree"]), names)


def compile_expression(source: str, scope: Mapping[str, Kind], expect: Kind | None = None) -> Expression:
    """Compile a source; raises ExpressionError with all its problems."""
    reading = read(source)
    checking = Checking(reading, scope)
    result = compiled(checking, reading.body)
    if expect is not None:
        _check_result(checking, result, expect)
    if checking.problems:
        raise ExpressionError(checking.problems)
    return Expression(source, result.tree, frozenset(checking.names))


def _check_result(checking: Checking, result: Part, expect: Kind) -> None:
    kind = checking.unify(Part(None, expect, result.node), result)
    if kind is None or kind != expect:
        message = f"This gives {result.kind.phrase}, but {expect.phrase} is needed here."
        remedy = "Write a condition, for example a comparison with ==."
        if expect.phrase != "a yes/no answer":
            remedy = f"Write an expression that gives {expect.phrase}."
        checking.report("E231", result.node, message, remedy)
