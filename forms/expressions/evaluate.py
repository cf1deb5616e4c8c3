"""The server's evaluator of expression trees; evaluate.js must give the same results.

A tree is JSON. Its grammar:

    tree      = constant | [operation, tree, …]
    constant  = null (unknown) | true | false | "text"
    operation = "get": the value of a name and then of its parts, ["get", "premises_address", "zip"]
              | "num", "date", "time": a constant from text, ["num", "12.50"], ["date", "2026-03-01"]
              | "list" | "and" | "or" | "not" | "if" | "in" | "==" | "!=" | "<" | "<=" | ">" | ">="
              | "chain": a < b <= c is ["chain", a, "<", b, "<=", c]
              | "+" | "-" | "*" | "/" | "neg" | "join" (of texts) | the name of a function

Anything else, and any value of a kind that an operation does not take, is unknown: evaluation never fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import TypeAlias, Union

from forms.expressions.operations import apply
from forms.expressions.values import Value, part

Tree: TypeAlias = Union["list[Tree]", str, bool, None]

MAX_TREE_DEPTH = 50  # a compiled tree is at most twice as deep as its source, which has at most 20 levels


def evaluate(tree: Tree, scope: Mapping[str, object]) -> Value | None:
    """The value of a tree in a scope of names; None means unknown. Never raises; no side effects."""
    return _value(tree, scope, 0)


def _value(tree: Tree, scope: Mapping[str, object], depth: int) -> Value | None:
    if tree is None or isinstance(tree, bool | str):
        return tree
    if not isinstance(tree, list) or not tree or depth > MAX_TREE_DEPTH:
        return None
    operation, *operands = tree
    if not isinstance(operation, str):
        return None
    values = tuple(_value(operand, scope, depth + 1) for operand in operands)
    return _found(values, scope) if operation == "get" else apply(operation, values)


def _found(path: tuple[Value | None, ...], scope: Mapping[str, object]) -> Value | None:
    names = [name for name in path if isinstance(name, str)]
    whole: Value | None = scope
    return reduce(part, names, whole) if names and len(names) == len(path) else None
