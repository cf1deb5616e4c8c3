"""The names known at a place in a template, and the paths that conditions around it guarantee."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jinja2 import nodes

from generator.check.themes.names.values import UNKNOWN, Listed, Value, either

Paths = frozenset[str]
"""Paths of names and attributes as in a template: ``card.elsewhere``."""

NOTHING: Paths = frozenset()


@dataclass
class Scope:
    """Names with their values; ``sure`` are paths that exist whatever is declared."""

    values: dict[str, Value]
    sure: Paths = NOTHING
    page: dict[str, Value] = field(default_factory=dict)  # names outside of all loops, which blocks see

    def inner(self, values: Mapping[str, Value] | None = None) -> Scope:
        """The scope inside a loop, a macro or a block."""
        return Scope({**self.values, **(values or {})}, self.sure, self.page)

    def when(self, sure: Paths) -> Scope:
        """The same names with additional sure paths."""
        values = dict(self.values)
        return Scope(values, self.sure | sure, values if self.page is self.values else self.page)

    def bind(self, target: nodes.Node, value: Value) -> None:
        """Assign to a name, or to several, as `for`, `set` and `with` do."""
        if isinstance(target, nodes.Name):
            self.values[target.name] = value
        elif isinstance(target, nodes.Tuple | nodes.List):
            for number, one in enumerate(target.items):
                self.bind(one, value.part(number) if isinstance(value, Listed) else UNKNOWN)

    def merge(self, branches: Iterable[Scope]) -> None:
        """Take over assignments from branches of a condition, which have no scope of their own."""
        for branch in branches:
            for name, value in branch.values.items():
                if self.values.get(name) != value:
                    known = self.values.get(name)
                    self.values[name] = either((known, value)) if known else value


def path_of(node: nodes.Node) -> str:
    """The path that an expression is; “” for other expressions."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{before}.{node.attr}" if (before := path_of(node.node)) else ""
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{before}.{node.arg.value}" if (before := path_of(node.node)) else ""
    return ""


def shown_path(node: nodes.Node) -> str:
    """The path for messages; “” for expressions without one."""
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        before = shown_path(node.node)
        return f"{before}[{node.arg.value!r}]" if before else ""
    if isinstance(node, nodes.Getattr):
        return f"{before}.{node.attr}" if (before := shown_path(node.node)) else ""
    return path_of(node)


def sure_when(node: nodes.Node | None, result: bool) -> Paths:
    """The paths that exist when a condition has this result."""
    if isinstance(node, nodes.Not):
        return sure_when(node.node, not result)
    if isinstance(node, nodes.And | nodes.Or):
        if isinstance(node, nodes.And) == result:
            return sure_when(node.left, result) | sure_when(node.right, result)
        return NOTHING
    found = _tested(node, result)
    return frozenset((found,)) if found else NOTHING


def _tested(node: nodes.Node | None, result: bool) -> str:
    if isinstance(node, nodes.Test) and node.name == ("defined" if result else "undefined"):
        return path_of(node.node)
    if isinstance(node, nodes.Filter) and node.name in ("default", "d") and result and node.node:
        return path_of(node.node)
    if isinstance(node, nodes.Compare) and isinstance(node.expr, nodes.Const) and len(node.ops) == 1:
        (operand,) = node.ops
        wanted = "in" if result else "notin"
        if operand.op == wanted and (mapping := path_of(operand.expr)):
            return f"{mapping}.{node.expr.value}"
    return ""
