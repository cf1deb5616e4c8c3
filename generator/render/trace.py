"""Renders stage one with a record of where everything on a page was written, and with other branches.

Marks made of noncharacters travel through stage one with the text. They are put where the text of a template
begins anew: at its start, around square brackets and behind the tags of the build. The tests of conditions
have numbers, so that a branch that a sample does not take can be taken all the same.

Marks and numbers are derived from paths, places and wordings only. So all traces of a process can share the
compiled templates.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import starmap
from typing import Any, NamedTuple, cast

from jinja2 import nodes

from generator.render.brackets import Brackets

CHOICE, ITEMS = "_trace_choice", "_trace_items"
"""Functions called by rewritten templates: for a condition's test, and for a loop's iterable."""

_BRACKETS = re.compile(r"\[\[.*?\]\]|\[%.*?%\]\n?|\[#.*?#\]\n?|\{#.*?#\}", re.DOTALL)
_BEGIN, _END, _BETWEEN = "\ufdd4", "\ufdd5", "\ufdd6"
_DIGITS = "\ufdd8\ufdd9\ufdda\ufddb\ufddc\ufddd\ufdde\ufddf"
_MARK = re.compile(f"{_BEGIN}([{_DIGITS}{_BETWEEN}]+){_END}")
_TO_DIGITS = str.maketrans("01234567", _DIGITS)
_FROM_DIGITS = str.maketrans(_DIGITS, "01234567")
_PLAIN_WORDS = frozenset(("_", "asset", "long_date", "long_dates"))  # their output has no request brackets


Results = tuple[tuple[int, bool], ...]
"""Results of tests, by their numbers."""


class Spot(NamedTuple):
    """The source of a stretch of a page: from ``start`` in a template.

    A stretch printed by square brackets ends at their ``end``; plain text has none.
    """

    path: str
    start: int
    end: int = 0


class Branch(NamedTuple):
    """One branch of a condition: the last of its tests decides."""

    tests: Results
    inner: Results  # those that also take the first branches of the conditions inside it
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
        self._paths: dict[int, str] = {}  # of templates, by their numbers
        self._branches: dict[int, dict[Branch, None]] = {}  # of the tests met so far

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
            for branch in self._branches[number]:
                if branch.prints and branch.deciding not in self.taken:
                    yield branch

    def disguise(self, source: str, path: str = "") -> str:
        """The source with request braces replaced and with marks."""
        self._paths[_number(path)] = path
        parts, at = [_mark(Spot(path, 0))], 0
        for found in _BRACKETS.finditer(source):
            parts.append(super().disguise(source[at : found.start()]))
            printed = found[0].startswith("[[")
            parts += [_mark(Spot(path, *found.span()))] if printed else []
            parts += ["" if found[0].startswith("{#") else found[0], _mark(Spot(path, found.end()))]
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
            stretches.append((length, self._spot(mark[1])))
        self.page = Traced("".join((*parts, page[at:])), tuple(stretches))
        return self.page.text

    def rewritten(self, tree: nodes.Template, path: str) -> nodes.Template:
        """A template of stage one whose conditions and loops call a trace; it is the same for all traces."""
        for loop in tree.find_all(nodes.For):
            if loop.else_ and self._prints(loop.else_):
                number = _number(path, repr(loop.iter))
                loop.iter = _call(ITEMS, number, [Branch(((number, False),), (), prints=True)], loop.iter)
        inner = {id(other) for one in tree.find_all(nodes.If) for other in one.elif_}
        for condition in [one for one in tree.find_all(nodes.If) if id(one) not in inner]:
            self._rewrite(condition, path)
        return tree

    def _rewrite(self, condition: nodes.If, path: str) -> None:
        before: list[tuple[int, bool]] = []
        tests = [condition, *condition.elif_]
        for one in tests:
            number = _number(path, repr(one.test))
            branches = [self._branch((*before, (number, True)), one.body, path)]
            before.append((number, False))
            if one is tests[-1]:
                branches.append(self._branch(tuple(before), condition.else_, path))
            one.test = _call(CHOICE, number, branches, one.test)

    def _branch(self, tests: Results, body: list[nodes.Node], path: str) -> Branch:
        conditions = nodes.Scope(body).find_all(nodes.If)
        inner = tuple((_number(path, repr(one.test)), True) for one in conditions if self._prints(one.body))
        return Branch(tests, inner, self._prints(body))

    def _prints(self, body: list[nodes.Node]) -> bool:
        """Whether the body of a branch may output something for the request."""
        wrapped = nodes.Scope(body)
        if any(self.is_disguised(data.data) for data in wrapped.find_all(nodes.TemplateData)):
            return True
        if next(wrapped.find_all((nodes.Include, nodes.CallBlock)), None):
            return True
        called = (call.node for call in wrapped.find_all(nodes.Call))
        return any(not (isinstance(one, nodes.Name) and one.name in _PLAIN_WORDS) for one in called)

    def _choice(self, number: int, branches: Iterable[Branch], result: object) -> bool:
        decided = self._forced.get(number, bool(result))
        self._meet(number, branches, decided)
        return decided

    # Any: whatever a template iterates over
    def _items(self, number: int, branches: Iterable[Branch], items: Any) -> Any:
        decided = self._forced.get(number, True)
        self._meet(number, branches, decided)
        return items if decided else ()

    def _meet(self, number: int, branches: Iterable[Branch], decided: bool) -> None:
        self._branches.setdefault(number, {}).update(dict.fromkeys(starmap(Branch, branches)))
        self.taken.add((number, decided))

    def _spot(self, mark: str) -> Spot:
        number, start, end = (int(digits.translate(_FROM_DIGITS), 8) for digits in mark.split(_BETWEEN))
        return Spot(self._paths[number], start, end)


def _call(name: str, number: int, branches: Iterable[Branch], given: nodes.Node) -> nodes.Call:
    callee = nodes.Name(name, "load", lineno=given.lineno)
    constants = (number, tuple(map(tuple, branches)))
    arguments = [nodes.Const(constant, lineno=given.lineno) for constant in constants]
    call = nodes.Call(callee, [*arguments, cast(nodes.Expr, given)], [], None, None, lineno=given.lineno)
    if given.environment:
        call.set_environment(given.environment)
    return call


def _number(path: str, wording: str = "") -> int:
    """The number of a template, or of one of its tests.

    The same test has the same number everywhere in a template, because start and end tags may depend on it.
    """
    return zlib.crc32(f"{path}\n{wording}".encode())


def _mark(spot: Spot) -> str:
    digits = (f"{number:o}".translate(_TO_DIGITS) for number in (_number(spot.path), spot.start, spot.end))
    return f"{_BEGIN}{_BETWEEN.join(digits)}{_END}"
