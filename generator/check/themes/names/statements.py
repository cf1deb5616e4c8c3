"""Walks through the statements in curly brackets and tracks the names that they define."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from jinja2 import nodes
from markupsafe import Markup

from generator.check.themes.names.declared import LOOP
from generator.check.themes.names.expressions import Expressions, Miss
from generator.check.themes.names.scope import NOTHING, Scope, sure_when
from generator.check.themes.names.values import UNKNOWN, Function, Listed, Plain, Value
from generator.check.themes.on_request import ENVIRONMENT

GLOBALS: Mapping[str, Value] = {
    **dict.fromkeys(ENVIRONMENT.globals, UNKNOWN),
    "range": Function(Listed(Plain(int))),
    "self": UNKNOWN,
}
"""The names that Jinja defines in every template."""

_MARKUP = Plain(Markup)
_OF_MACROS = dict.fromkeys(("caller", "varargs", "kwargs"), UNKNOWN)


class Statements:
    """Walks through a template; ``alone`` are blocks that are also shown without the page around them.

    These have only their own values.
    """

    def __init__(self, tell: Callable[[Miss], None], alone: Mapping[str, Mapping[str, Value]]) -> None:
        self._expressions = Expressions(tell)
        self._alone = alone
        self._stored: frozenset[str] = frozenset()
        self._kinds: Mapping[type[nodes.Node], Callable[..., None]] = {
            nodes.For: self._for,
            nodes.If: self._if,
            nodes.Assign: self._assign,
            nodes.AssignBlock: self._assign_block,
            nodes.With: self._with,
            nodes.Macro: self._macro,
            nodes.CallBlock: self._call_block,
            nodes.FilterBlock: self._filter_block,
            nodes.Block: self._block,
        }

    def template(self, tree: nodes.Template, given: Mapping[str, Value]) -> None:
        """A whole template with these values."""
        names = tree.find_all(nodes.Name)
        self._stored = frozenset(name.name for name in names if name.ctx == "store")
        scope = Scope({**GLOBALS, **given})
        scope.page = scope.values
        self._walk(tree.body, scope)

    def _walk(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        for node in body:
            if type(node) in self._kinds:
                self._kinds[type(node)](node, scope)
            elif isinstance(node, nodes.Stmt) and hasattr(node, "body"):
                self._walk(node.body, scope.inner())
            else:
                for part in node.iter_child_nodes():
                    self._expressions.value(part, scope)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        each = self._expressions.value(node.iter, scope).each()
        inner = scope.inner()
        inner.bind(node.target, each)
        if node.test:
            self._expressions.value(node.test, inner)
        inner.values["loop"] = LOOP
        inner.sure |= sure_when(node.test, True)
        self._walk(node.body, inner)
        self._walk(node.else_, scope.inner())

    def _if(self, node: nodes.If, scope: Scope) -> None:
        branches, otherwise = [], NOTHING
        for one in (node, *node.elif_):
            self._expressions.value(one.test, scope.when(otherwise))
            branches.append(scope.when(otherwise | sure_when(one.test, True)))
            self._walk(one.body, branches[-1])
            otherwise |= sure_when(one.test, False)
        branches.append(scope.when(otherwise))
        self._walk(node.else_, branches[-1])
        scope.merge(branches)

    def _assign(self, node: nodes.Assign, scope: Scope) -> None:
        scope.bind(node.target, self._expressions.value(node.node, scope))

    def _assign_block(self, node: nodes.AssignBlock, scope: Scope) -> None:
        self._walk(node.body, scope.inner())
        if node.filter:
            self._expressions.value(node.filter, scope)
        scope.bind(node.target, _MARKUP)

    def _with(self, node: nodes.With, scope: Scope) -> None:
        inner = scope.inner()
        for target, value in zip(node.targets, node.values, strict=True):
            inner.bind(target, self._expressions.value(value, scope))
        self._walk(node.body, inner)

    def _macro(self, node: nodes.Macro, scope: Scope) -> None:
        scope.values[node.name] = Function(_MARKUP)
        later = {name: UNKNOWN for name in self._stored if name not in scope.values}
        inner = scope.inner({**later, **_OF_MACROS, **dict.fromkeys(_arguments(node), UNKNOWN)})
        for default in node.defaults:
            self._expressions.value(default, scope)
        self._walk(node.body, inner)

    def _call_block(self, node: nodes.CallBlock, scope: Scope) -> None:
        self._expressions.value(node.call, scope)
        self._walk(node.body, scope.inner(dict.fromkeys(_arguments(node), UNKNOWN)))

    def _filter_block(self, node: nodes.FilterBlock, scope: Scope) -> None:
        self._expressions.value(node.filter, scope)
        self._walk(node.body, scope.inner())

    def _block(self, node: nodes.Block, scope: Scope) -> None:
        """A block; it has no names of loops around it, unless it is ``scoped``."""
        around = scope.values if node.scoped else scope.page
        before = self._expressions.block
        if node.name in self._alone:
            around = {**GLOBALS, **self._alone[node.name]}
            self._expressions.block = node.name
        self._walk(node.body, Scope({**around, "super": UNKNOWN}, scope.sure, {**around}))
        self._expressions.block = before


def _arguments(node: nodes.Macro | nodes.CallBlock) -> Iterable[str]:
    return (argument.name for argument in node.args)
