"""Results of filters, and names in their text arguments: filters, tests, attributes."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from generator.check.themes.names.values import NUMBER, TEXT, UNKNOWN, Listed, Value
from generator.check.themes.on_request import ENVIRONMENT

_SAME = frozenset(("list", "sort", "unique", "reverse", "select", "reject", "selectattr", "rejectattr"))
_ONE = frozenset(("first", "last", "random", "min", "max"))
_COUNTS = frozenset(("length", "count", "wordcount", "int"))
_TEXTS = frozenset(
    [
        "capitalize",
        "center",
        "e",
        "escape",
        "format",
        "indent",
        "join",
        "lower",
        "replace",
        "string",
        "striptags",
        "title",
        "trim",
        "truncate",
        "upper",
        "urlencode",
        "wordwrap",
        "filesizeformat",
    ]
)
_BY_ATTRIBUTE = frozenset(("map", "sort", "unique", "min", "max", "sum", "join", "groupby"))
_FIRST_IS_ATTRIBUTE = frozenset(("selectattr", "rejectattr", "groupby", "sum"))
_EXISTS = frozenset(("defined", "undefined"))

Texts = Iterator[tuple[nodes.Const, str]]
"""Names of attributes, each with its constant."""


def filtered(node: nodes.Filter, before: Value) -> Value:
    """The result of a filter."""
    if node.name in _SAME:
        return Listed(before.each())
    if node.name in _ONE:
        return before.each()
    if node.name in _COUNTS:
        return NUMBER
    if node.name == "map" and len(node.args) == 1 and _text(node.args[0]) in _TEXTS:
        return Listed(TEXT)
    return TEXT if node.name in _TEXTS else UNKNOWN


def unknown_in_texts(node: nodes.Filter) -> Iterator[tuple[int, str, str]]:
    """Unknown filters and tests named in text arguments: line, kind and name."""
    if node.name == "map" and node.args:
        yield from _unknown(node.args[0], "filter")
    if node.name in ("select", "reject") and node.args:
        yield from _unknown(node.args[0], "test")
    if node.name in ("selectattr", "rejectattr") and len(node.args) > 1:
        yield from _unknown(node.args[1], "test")


def attributes_in(node: nodes.Filter) -> Texts:
    """The attributes that a filter reads of each entry; none if they are optional."""
    named = {str(pair.key): pair.value for pair in node.kwargs}
    if "default" in named or (len(node.args) > 1 and _text(node.args[1]) in _EXISTS):
        return
    given = [named["attribute"]] if "attribute" in named and node.name in _BY_ATTRIBUTE else []
    given += node.args[:1] if node.name in _FIRST_IS_ATTRIBUTE else []
    for one in given:
        if isinstance(one, nodes.Const) and isinstance(one.value, str):
            yield from ((one, path) for path in one.value.split(","))


def _unknown(node: nodes.Node, kind: str) -> Iterator[tuple[int, str, str]]:
    name = _text(node)
    if name and name not in (ENVIRONMENT.filters if kind == "filter" else ENVIRONMENT.tests):
        yield node.lineno, kind, name


def _text(node: nodes.Node) -> str:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""
