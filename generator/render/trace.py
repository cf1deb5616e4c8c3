"""A rendering of stage one that remembers where everything on a page was written, and takes other branches.

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
"""What rewritten templates call: for the test of a condition, and for what a loop walks through."""

_BRACKETS = re.compile(r"\[\[.*?\]\]|\[%.*?%\]\n?|\[#.*?#\]\n?|\{#.*?#\}", re.DOTALL)
_BEGIN, _END, _DIGITS = "\ufdd4", "\ufdd5", "\ufdd8\ufdd9\ufdda\ufddb\ufddc\ufddd\ufdde\ufddf"
_MARK = re.compile(f"{_BEGIN}([{_DIGITS}]+){_END}")
_PLAIN_WORDS = frozenset(("_", "asset", "long_date", "long_dates"))  # they print no brackets of the request


class Spot(NamedTuple):
    """Where a stretch of a page was written: from ``start`` of a template's source.

    A stretch that square brackets printed ends at their ``end``; running text has none.
    """

    path: str
    start: int
    end: int = 0


class Branch(NamedTuple):
    """One branch of a condition: the last of its tests is the one that decides."""

    tests: tuple[tuple[int, bool], ...]
    prints: bool  # whether brackets of the request may come from it

    @property
    def deciding(self) -> tuple[int, bool]:
        """The test that leads into the branch, and its result."""
        return self.tests[-1]


class Traced(NamedTuple):
    """A request template whose every character knows where it was written."""

    text: str
    stretches: tuple[tuple[int, Spot], ...]  # each with where it begins

    def spot(self, offset: int) -> tuple[Spot, int]:
        """The stretch in which a character stands, and how far it is from the stretch's beginning."""
        begin, spot = next(one for one in reversed(self.stretches) if one[0] <= offset)
        return spot, offset - begin


class Trace(Brackets):
    """The marks and branches of everything that is rendered with it."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Traced("", ())  # the page rendered last
        self.taken: set[tuple[int, bool]] = set()  # results of tests in all pages so far
        self._forced: Mapping[int, bool] = {}
        self._spots: list[Spot] = []
        self._numbers: dict[tuple[str, str], int] = {}  # of tests, by template and wording
        self._branches: dict[int, list[Branch]] = {}

    @property
    def calls(self) -> Mapping[str, Callable[..., object]]:
        """What rewritten templates call."""
        return {CHOICE: self._choice, ITEMS: self._items}

    def force(self, tests: Mapping[int, bool]) -> None:
        """Decide tests whatever a sample says."""
        self._forced = tests

    def left(self) -> Iterator[Branch]:
        """The branches beside those taken so far that may print something for the request."""
        for number in {number for number, _ in self.taken}:
            for branch in self._branches.get(number, ()):
                if branch.prints and branch.deciding not in self.taken:
                    yield branch

    def disguise(self, source: str, path: str = "") -> str:
        """The source with request braces hidden, and with marks."""
        parts, at = [self._mark(Spot(path, 0))], 0
        for found in _BRACKETS.finditer(source):
            parts.append(super().disguise(source[at : found.start()]))
            printed = found[0].startswith("[[")
            parts += [self._mark(Spot(path, *found.span()))] if printed else []
            parts += ["" if found[0].startswith("{#") else found[0], self._mark(Spot(path, found.end()))]
            at = found.end()
        return "".join((*parts, super().disguise(source[at:])))

    def plain(self, text: str) -> str:
        """A text that stage one has printed, without marks."""
        return _MARK.sub("", text)

    def reveal(self, page: str) -> str:
        """The finished page; `page` holds it with its places."""
        page = self.revealed(page)
        parts, stretches, at, length = [""], [(0, Spot("", 0))], 0, 0
        for mark in _MARK.finditer(page):
            parts.append(page[at : mark.start()])
            length, at = length + len(parts[-1]), mark.end()
            stretches.append((length, self._spots[_number(mark[1])]))
        self.page = Traced("".join((*parts, page[at:])), tuple(stretches))
        return self.page.text

    def rewritten(self, tree: nodes.Template, path: str) -> nodes.Template:
        """A template of stage one whose conditions and loops ask this trace."""
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
        """Whether something in the body of a branch may reach the request."""
        wrapped = nodes.Scope(body)
        if any(self.is_disguised(data.data) for data in wrapped.find_all(nodes.TemplateData)):
            return True
        if next(wrapped.find_all((nodes.Include, nodes.CallBlock)), None):
            return True
        called = (call.node for call in wrapped.find_all(nodes.Call))
        return any(not (isinstance(one, nodes.Name) and one.name in _PLAIN_WORDS) for one in called)

    def _numbered(self, path: str, wording: str) -> int:
        """The same number for the same test of a template: both ends of one tag depend on it."""
        return self._numbers.setdefault((path, wording), len(self._numbers))

    def _choice(self, number: int, result: object) -> bool:
        decided = self._forced.get(number, bool(result))
        self.taken.add((number, decided))
        return decided

    def _items(self, number: int, items: Any) -> Any:  # Any: whatever a template walks through
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
