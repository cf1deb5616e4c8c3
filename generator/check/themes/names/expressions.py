"""Evaluates expressions in curly brackets with types, and reports what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from jinja2 import nodes

from generator.check.themes.names.filters import attributes_in, filtered, unknown_in_texts
from generator.check.themes.names.scope import Scope, path_of, shown_path, sure_when
from generator.check.themes.names.values import (
    TEXT,
    TRUTH,
    UNKNOWN,
    Listed,
    Open,
    Plain,
    Value,
    either,
)
from generator.check.themes.on_request import ENVIRONMENT

NAME, ENTRY, CALL, FILTER, TEST = "name", "entry", "call", "filter", "test"
"""Kinds of missing things: a name, an entry, a callable, a filter, a test."""

_LENIENT = frozenset(("default", "d"))
_ASKING = frozenset(("defined", "undefined"))
_WORDS = frozenset((*ENVIRONMENT.globals, "super", "self", "caller", "loop", "varargs", "kwargs"))


class Miss(NamedTuple):
    """Something missing: its place, its owner, and what exists instead."""

    line: int
    kind: str
    word: str
    owner: str = ""  # the path of the owner
    description: str = ""  # the owner in words
    known: frozenset[str] = frozenset()
    block: str = ""  # the block that lacks it when shown without the page around it


class Expressions:
    """Evaluates expressions; calls ``tell`` for everything missing."""

    def __init__(self, tell: Callable[[Miss], None]) -> None:
        self._hear = tell
        self.block = ""  # the current block, if it is also shown by itself
        self._kinds: Mapping[type[nodes.Node], Callable[..., Value]] = {
            nodes.Name: self._name,
            nodes.Getattr: self._attribute,
            nodes.Getitem: self._item,
            nodes.Call: self._call,
            nodes.Filter: self._filter,
            nodes.Test: self._test,
            nodes.CondExpr: self._choice,
            nodes.And: self._both,
            nodes.Or: self._both,
            nodes.List: self._list,
            nodes.Tuple: self._list,
            nodes.Dict: self._mapping,
        }

    def value(self, node: nodes.Node | None, scope: Scope, *, may_lack: bool = False) -> Value:
        """The value of an expression; ``may_lack`` allows its last name to be missing."""
        if isinstance(node, nodes.Const):
            return Plain(type(node.value)) if isinstance(node.value, str | bool | int) else UNKNOWN
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            return self._kinds[type(node)](node, scope, may_lack)
        if node is not None and type(node) in self._kinds:
            return self._kinds[type(node)](node, scope)
        if node is not None:
            self._all(node.iter_child_nodes(), scope)
        if isinstance(node, nodes.Compare | nodes.Not):
            return TRUTH
        return TEXT if isinstance(node, nodes.Concat) else UNKNOWN

    def _report(self, miss: Miss) -> None:
        self._hear(miss._replace(block=self.block))

    def _all(self, given: Iterable[nodes.Node], scope: Scope) -> None:
        for one in given:
            self.value(one, scope)

    def _name(self, node: nodes.Name, scope: Scope, may_lack: bool) -> Value:
        if node.ctx != "load" or node.name in scope.sure:
            return scope.values.get(node.name, UNKNOWN)
        found = scope.values.get(node.name)
        if found is None and not may_lack:
            self._report(Miss(node.lineno, NAME, node.name, known=frozenset(scope.values) - _WORDS))
        return found or UNKNOWN

    def _attribute(self, node: nodes.Getattr, scope: Scope, may_lack: bool) -> Value:
        owner = self.value(node.node, scope)
        return self._entry(node, owner, node.attr, scope, may_lack)

    def _item(self, node: nodes.Getitem, scope: Scope, may_lack: bool) -> Value:
        owner = self.value(node.node, scope)
        if isinstance(node.arg, nodes.Slice):
            self._all(node.arg.iter_child_nodes(), scope)
            return owner
        key = node.arg.value if isinstance(node.arg, nodes.Const) else None
        if isinstance(key, str):
            return owner.of if isinstance(owner, Open) else self._entry(node, owner, key, scope, may_lack)
        self.value(node.arg, scope)
        return owner.part(key if isinstance(key, int) else -1)

    def _entry(
        self, node: nodes.Getattr | nodes.Getitem, owner: Value, name: str, scope: Scope, may_lack: bool
    ) -> Value:
        found = owner.attribute(name)
        if found is None and not may_lack and path_of(node) not in scope.sure:
            known = frozenset(owner.entries)
            self._report(Miss(node.lineno, ENTRY, name, shown_path(node.node), owner.description, known))
        return found or UNKNOWN

    def _call(self, node: nodes.Call, scope: Scope) -> Value:
        self._all((*node.args, *node.kwargs), scope)
        self._all((one for one in (node.dyn_args, node.dyn_kwargs) if one), scope)
        if isinstance(node.node, nodes.Name):  # unknown functions are reported as E505
            return scope.values.get(node.node.name, UNKNOWN).called() or UNKNOWN
        callee = self.value(node.node, scope)
        given = callee.called()
        if given is None and isinstance(node.node, nodes.Getattr):
            owner = shown_path(node.node.node)
            self._report(Miss(node.node.lineno, CALL, node.node.attr, owner, callee.description))
        return given or UNKNOWN

    def _filter(self, node: nodes.Filter, scope: Scope) -> Value:
        before = self.value(node.node, scope, may_lack=node.name in _LENIENT) if node.node else TEXT
        self._all((*node.args, *node.kwargs), scope)
        for line, kind, word in unknown_in_texts(node):
            self._report(Miss(line, kind, word))
        for constant, path in attributes_in(node):
            self._follow(before.each(), path, constant.lineno)
        if node.name in _LENIENT:
            return either((before, self.value(node.args[0], scope) if node.args else TEXT))
        return filtered(node, before)

    def _follow(self, value: Value, path: str, line: int) -> None:
        """Check an attribute that is passed to a filter."""
        for name in path.split("."):
            found = UNKNOWN if name.isdecimal() else value.attribute(name)
            if found is None:
                self._report(Miss(line, ENTRY, name, "", value.description, frozenset(value.entries)))
                return
            value = found

    def _test(self, node: nodes.Test, scope: Scope) -> Value:
        self.value(node.node, scope, may_lack=node.name in _ASKING)
        self._all((*node.args, *node.kwargs), scope)
        return TRUTH

    def _choice(self, node: nodes.CondExpr, scope: Scope) -> Value:
        self.value(node.test, scope)
        first = self.value(node.expr1, scope.when(sure_when(node.test, True)))
        if node.expr2 is None:
            return first
        return either((first, self.value(node.expr2, scope.when(sure_when(node.test, False)))))

    def _both(self, node: nodes.And | nodes.Or, scope: Scope) -> Value:
        left = self.value(node.left, scope)
        sure = sure_when(node.left, isinstance(node, nodes.And))
        return either((left, self.value(node.right, scope.when(sure))))

    def _list(self, node: nodes.List | nodes.Tuple, scope: Scope) -> Value:
        parts = tuple(self.value(one, scope) for one in node.items)
        return Listed(either(parts), parts)

    def _mapping(self, node: nodes.Dict, scope: Scope) -> Value:
        self._all((pair.key for pair in node.items), scope)
        return Open(either([self.value(pair.value, scope) for pair in node.items]))
