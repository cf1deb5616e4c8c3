"""State shared by the compiler's rules: scope, problems found so far, and checked parts."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms.expressions.evaluate import Tree
from forms.expressions.kinds import TEXT, UNSURE, Choice, Kind, ListOf, joined
from forms.expressions.problems import ExpressionProblem, nearest
from forms.expressions.reading import Reading


@dataclass(frozen=True)
class Part:
    """A checked part of an expression: its tree, kind and place."""

    tree: Tree
    kind: Kind
    node: ast.expr


@dataclass
class Checking:
    """One compilation in progress; the only mutable object of this package."""

    reading: Reading
    scope: Mapping[str, Kind]
    problems: list[ExpressionProblem] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def report(self, code: str, node: ast.expr, message: str, remedy: str) -> None:
        """Record a problem at a node."""
        self.problems.append(ExpressionProblem(code, *self.reading.span(node), message, remedy))

    def refuse(self, code: str, node: ast.expr, message: str, remedy: str) -> Part:
        """Record a problem, and return a part that causes no further ones."""
        self.report(code, node, message, remedy)
        return Part(None, UNSURE, node)

    def text(self, node: ast.expr) -> str:
        """A node's source text, shortened for a message."""
        text = " ".join(self.reading.text(node).split())
        return text if len(text) <= 40 else f"{text[:39]}…"

    def unify(self, left: Part, right: Part) -> Kind | None:
        """The kind that both parts have, or None; reports texts that are no option of a choice."""
        for one, other in ((left, right), (right, left)):
            if _item(one.kind)[0] == _item(other.kind)[0] and _is_choice(one) and _is_text(other):
                if not written_texts(other.node):
                    return None
                self._check_options(one, other)
                return one.kind
        return joined(left.kind, right.kind)

    def _check_options(self, choice: Part, texts: Part) -> None:
        options = _item(choice.kind)[1]
        for node in written_texts(texts.node):
            if isinstance(options, Choice) and node.value not in options.options:
                of = "" if choice.node is texts.node else f" of {self.text(choice.node)}"
                message = f"{self.text(node)} is not an option{of}."
                self.report("E221", node, message, nearest(str(node.value), options.options))


def written_texts(node: ast.expr) -> tuple[ast.Constant, ...]:
    """The quoted texts that a part can evaluate to; empty when it can give any other value."""
    texts = tuple(_written(node))
    return tuple(text for text in texts if text) if all(texts) else ()


def _written(node: ast.expr) -> Iterator[ast.Constant | None]:
    match node:
        case ast.Constant(value=str()):
            yield node
        case ast.IfExp():
            yield from _written(node.body)
            yield from _written(node.orelse)
        case ast.List() | ast.Tuple():
            for item in node.elts:
                yield from _written(item)
        case _:
            yield None


def _item(kind: Kind) -> tuple[int, Kind]:
    """How many lists deep a kind is, and what is inside."""
    depth = 0
    while isinstance(kind, ListOf):
        depth, kind = depth + 1, kind.item
    return depth, kind


def _is_choice(part: Part) -> bool:
    return isinstance(_item(part.kind)[1], Choice)


def _is_text(part: Part) -> bool:
    return _item(part.kind)[1] is TEXT
