"""The rules for comparisons: what may be compared with what."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

from forms.expressions.checking import Checking, Part, written_texts
from forms.expressions.dates import date_from_text
from forms.expressions.evaluate import Tree
from forms.expressions.kinds import (
    BOOLEAN,
    COMPARABLE,
    DATE,
    NUMBER,
    ORDERED,
    TEXT,
    UNSURE,
    Choice,
    Kind,
    ListOf,
)

SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}


def compared(checking: Checking, node: ast.Compare, parts: list[Part]) -> Part:
    """A comparison of two parts, or a chain of several."""
    for operator, left, right in zip(node.ops, parts, parts[1:], strict=False):
        _check_link(checking, node, operator, left, right)
    return Part(_tree(node.ops, parts), BOOLEAN, node)


def _tree(operators: list[ast.cmpop], parts: list[Part]) -> Tree:
    signs = [SIGNS.get(type(operator), "") for operator in operators]
    if len(signs) == 1:
        negated = signs[0] == "not in"
        link: Tree = ["in" if negated else signs[0], parts[0].tree, parts[1].tree]
        return ["not", link] if negated else link
    chain: list[Tree] = ["chain", parts[0].tree]
    for sign, part in zip(signs, parts[1:], strict=True):
        chain += [sign, part.tree]
    return chain


def _check_link(checking: Checking, node: ast.Compare, operator: ast.cmpop, left: Part, right: Part) -> None:
    if isinstance(operator, ast.Is | ast.IsNot):
        message = "The word is does not compare."
        remedy = "Write == or !=, or known(…) to ask whether something has been answered."
        checking.report("E205", node, message, remedy)
    elif isinstance(operator, ast.In | ast.NotIn):
        if isinstance(operator, ast.NotIn) and len(node.ops) > 1:
            message = "The words not in cannot stand in a chain of comparisons."
            checking.report("E205", node, message, "Join two comparisons with and.")
        _check_membership(checking, node, left, right)
    elif UNSURE not in (left.kind, right.kind):
        _check_pair(checking, node, SIGNS[type(operator)], left, right)


def _check_membership(checking: Checking, node: ast.Compare, left: Part, right: Part) -> None:
    if isinstance(right.kind, ListOf):
        item = replace(right, kind=right.kind.item)
        if UNSURE not in (left.kind, item.kind):
            _check_pair(checking, node, "in", left, item)
    elif right.kind is not UNSURE:
        message = f"{checking.text(right.node)} is {right.kind.phrase}, not a list."
        remedy = "After in comes a list, as in ['yes', 'no']."
        if right.kind is TEXT:
            remedy = "To look for a text inside a text write contains(text, part)."
        checking.report("E229", right.node, message, remedy)


def _check_pair(checking: Checking, node: ast.Compare, sign: str, left: Part, right: Part) -> None:
    if not (_is_comparable(left.kind) and _is_comparable(right.kind)):
        whole = left if not _is_comparable(left.kind) else right
        message = f"{checking.text(whole.node)} is {whole.kind.phrase} and cannot be compared."
        remedy = "Compare one of its parts, ask known(…) or count(…), or look for one value with in."
        checking.report("E224", whole.node, message, remedy)
    elif not _go_together(checking, left, right):
        _report_difference(checking, node, left, right)
    elif sign[0] in "<>" and left.kind not in ORDERED:
        message = f"{checking.text(left.node)} is {left.kind.phrase}, which has no order."
        checking.report("E223", node, message, "Write == or !=; only numbers, dates and times have an order.")


def _is_comparable(kind: Kind) -> bool:
    return kind in COMPARABLE or isinstance(kind, Choice)


def _go_together(checking: Checking, left: Part, right: Part) -> bool:
    if isinstance(left.kind, Choice) and isinstance(right.kind, Choice):
        return bool(set(left.kind.options) & set(right.kind.options))
    return checking.unify(left, right) is not None


def _report_difference(checking: Checking, node: ast.Compare, left: Part, right: Part) -> None:
    for asked, other in ((left, right), (right, left)):
        if asked.kind is BOOLEAN and other.kind is TEXT:
            _report_yes_no(checking, asked, other)
            return
    message = (
        f"{checking.text(left.node)} is {left.kind.phrase}, "
        f"but {checking.text(right.node)} is {right.kind.phrase}."
    )
    checking.report("E220", node, message, _remedy(checking, left, right))


def _report_yes_no(checking: Checking, asked: Part, other: Part) -> None:
    name = checking.text(asked.node)
    texts = [str(node.value).lower() for node in written_texts(other.node)]
    remedy = f"Write not {name}." if texts == ["no"] else f"Write {name} alone."
    if texts not in (["yes"], ["no"]):
        remedy = f"Write {name} for yes, or not {name} for no."
    checking.report("E222", other.node, f"{name} is a yes/no answer, not a text.", remedy)


def _remedy(checking: Checking, left: Part, right: Part) -> str:
    for asked, other in ((left, right), (right, left)):
        texts = [str(node.value) for node in written_texts(other.node)] or [""]
        if asked.kind is NUMBER and re.fullmatch(r"-?\d+(\.\d+)?", texts[0]):
            return f"Write {texts[0]} without quotes."
        if asked.kind is DATE and other.kind is TEXT:
            day = texts[0] if date_from_text(texts[0]) else "2026-03-01"
            return f"Write a date as date('{day}')."
        if isinstance(asked.kind, Choice) and isinstance(other.kind, Choice):
            return "The two questions have no option in common; compare each with its own."
        if isinstance(asked.kind, Choice) and other.kind in (BOOLEAN, NUMBER):
            return f"Compare {checking.text(asked.node)} with one of its options in quotes."
    return "Compare values of the same kind."
