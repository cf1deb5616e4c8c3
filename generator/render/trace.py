"""Renders stage one with a record of where everything on a page was written, and with other branches.

Marks made of noncharacters travel through stage one with the text. They are put where the text of a template
begins anew: at its start, around square brackets and behind the tags of the build. The tests of conditions
have numbers, so that a branch that a sample does not take can be taken all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from jinja2 import nodes

from generator.render.brackets import Brackets

CHOICE, ITEMS = "_trace_choice", "_trace_items"
"""Functions called by rewritten templates: for a condition's test, and for a loop's iterable."""

_BRACKETS = re.compile(r"\[\[.*?\]\]|\[%.*?%\]\n?|\[#.*?#\]\n?|\{#.*?#\}", re.DOTALL)
_BEGIN, _END, _DIGITS = "\ufdd4", "\ufdd5", "\ufdd8\ufdd9\ufdda\ufddb\ufddc\ufddd\ufdde\ufddf"
_MARK = re.compile(f"{_BEGIN}([{_DIGITS}]+){_END}")
_PLAIN_WORDS = frozenset(("_", "asset", "long_date", "long_dates"))  # their output has no request brackets


class Spot(NamedTuple):
    """The source of a stretch of a page: from ``start`` in a template.

    A stretch printed by square brackets ends at their ``end``; plain text has none.
    """

    path: str
    start: int
    end: int = 0


class Branch(NamedTuple):
    """One branch of a condition: the last of its tests decides."""

    tests: tuple[tuple[int, bool], ...]
    prints: bool  # whether it may output request brackets

    @property
    def deciding(self) -> tuple[int, bool]:
        """The test that leads to the branch, and its result."""
        return self.tests[-1]


class Traced(NamedTuple):
    """A request template with the source of every character."""

    text: str
    stretches: tuple[tuple[int, Spot], ...]  # each with its start

    def spot(self, offset: int) -> tuple[Spot, int]:
        """The stretch of a character, and the character's offset in it."""
        begin, spot = next(one for one in reversed(self.stretches) if one[0] <= offset)
        return spot, offset - begin


class Trace(Brackets):
    """The marks and branches of everything rendered with it."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Traced("", ())  # rendered last
        self.taken: set[tuple[int, bool]] = set()  # results of tests in all pages so far
        self._forced: Mapping[int, bool] = {}
        self._spots: list[Spot] = []
        self._numbers: dict[tuple[str, str], int] = {}  # of tests, by template and wording
        self._branches: dict[int, list[Branch]] = {}

    @property
    def calls(self) -> Mapping[str, Callable[..., object]]:
        """The functions that rewritten templates call."""
        return {CHOICE: self._choice, ITEMS: self._items}

    def force(self, tests: Mapping[int, bool]) -> None:
        """Force the results of tests."""
        self._forced = tests

    def left(self) -> Iterator[Branch]:
        """The branches not taken so far that may output request brackets."""
        for number in {number for number, _ in self.taken}:
            for branch in self._branches.get(number, ()):
                if branch.prints and branch.deciding not in self.taken:
                    yield branch

    def disguise(self, source: str, path: str = "") -> str:
        """The source with request braces replaced and with marks."""
        parts, at = [self._mark(Spot(path, 0))], 0
        for found in _BRACKETS.finditer(source):
            parts.append(super().disguise(source[at : found.start()]))
            printed = found[0].startswith("[[")
            parts += [self._mark(Spot(path, *found.span()))] if printed else []
            parts += ["" if found[0].startswith("{#") else found[0], self._mark(Spot(path, found.end()))]
            at = found.end()
        return "".join((*parts, super().disguise(source[at:])))

    def plain(self, text: str) -> str:
        """Output of stage one without marks."""
        return _MARK.sub("", text)

    def reveal(self, page: str) -> str:
        """The finished page; `page` holds it with its sources."""
        page = self.revealed(page)
        parts, stretches, at, length = [""], [(0, Spot("", 0))], 0, 0
        for mark in _MARK.finditer(page):
            parts.append(page[at : mark.start()])
            length, at = length + len(parts[-1]), mark.end()
            stretches.append((length, self._spots[_number(mark[1])]))
        self.page = Traced("".join((*parts, page[at:])), tuple(stretches))
        return self.page.text

    def rewritten(self, tree: nodes.Template, path: str) -> nodes.Template:
        """A template of stage one whose conditions and loops call this trace."""
        for loop in tree.find_all(nodes.For):
            if loop.else_ and self._prints(loop.else_):
                number = self._numbered(path, repr(loop.iter))
                self._branches.setdefault(number, []).append(Branch(((number, False),), prints=True))
                loop.iter = _call(ITEMS, number, loop.iter)
        inner = {id(other) for one in tree.find_all(nodes.If) for other in one.elif_}
        for condition in [one for one in tree.find_all(nodes.If) if id(one) not in inner]:
            self._rewrite(condition, path)
        return tree

    def _rewrite(self, condition: nodes.If, path: str) -> None:
        before: list[tuple[int, bool]] = []
        for one in (condition, *condition.elif_):
            number = self._numbered(path, repr(one.test))
            self._add(number, (*before, (number, True)), one.body)
            before.append((number, False))
            one.test = _call(CHOICE, number, one.test)
        self._add(before[-1][0], tuple(before), condition.else_)

    def _add(self, number: int, tests: tuple[tuple[int, bool], ...], body: list[nodes.Node]) -> None:
        branch = Branch(tests, self._prints(body))
        if branch not in self._branches.setdefault(number, []):
            self._branches[number].append(branch)

    def _prints(self, body: list[nodes.Node]) -> bool:
        """Whether the body of a branch may output something for the request."""
        wrapped = nodes.Scope(body)
        if any(self.is_disguised(data.data) for data in wrapped.find_all(nodes.TemplateData)):
            return True
        if next(wrapped.find_all((nodes.Include, nodes.CallBlock)), None):
            return True
        called = (call.node for call in wrapped.find_all(nodes.Call))
        return any(not (isinstance(one, nodes.Name) and one.name in _PLAIN_WORDS) for one in called)

    def _numbered(self, path: str, wording: str) -> int:
        """The same number for the same test of a template, because start and end tags may depend on it."""
        return self._numbers.setdefault((path, wording), len(self._numbers))

    def _choice(self, number: int, result: object) -> bool:
        decided = self._forced.get(number, bool(result))
        self.taken.add((number, decided))
        return decided

    def _items(self, number: int, items: Any) -> Any:  # Any: whatever a template iterates over
        decided = self._forced.get(number, True)
        self.taken.add((number, decided))
        return items if decided else ()

    def _mark(self, spot: Spot) -> str:
        self._spots.append(spot)
        return f"{_BEGIN}{_digits(len(self._spots) - 1)}{_END}"


def _call(name: str, number: int, given: nodes.Node) -> nodes.Call:
    callee = nodes.Name(name, "load", lineno=given.lineno)
    arguments = [nodes.Const(number, lineno=given.lineno), cast(nodes.Expr, given)]
    call = nodes.Call(callee, arguments, [], None, None, lineno=given.lineno)
    if given.environment:
        call.set_environment(given.environment)
    return call


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in f"{number:o}")


def _number(digits: str) -> int:
    return int("".join(str(_DIGITS.index(digit)) for digit in digits), 8)
