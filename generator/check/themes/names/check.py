"""Checks the names in curly brackets of all pages of a theme, and reports them at their source."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import jinja2

from forms.fields import FOLDER as CONTROLS
from forms.pages.contexts import DESK, DESKS, given_to, given_to_desk
from generator.check.themes.files import shown
from generator.check.themes.names.declared import values_of
from generator.check.themes.names.expressions import Miss
from generator.check.themes.names.places import Written, written
from generator.check.themes.names.statements import Statements
from generator.check.themes.names.telling import problem
from generator.check.themes.names.tokens import reading
from generator.check.themes.samples import Sample, pages, pages_of_types
from generator.problems import Problem, in_order
from generator.render.renderer import Renderer
from generator.render.trace import Branch, Trace, Traced
from generator.themes.themes import Theme

_FRAME = "layout"
_QUESTIONS = "form"
_MOST_TAKES = 40  # of one page, each with other branches

# Errors possible in a branch that the sample would not take.
_FRUITLESS = (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True)
class _Take:
    """One rendering of a page: the results forced for tests, and the branches taken with them."""

    before: Mapping[int, bool] = field(default_factory=dict)
    branches: tuple[Branch, ...] = ()
    is_alone: bool = False  # without the branches inside

    @property
    def forced(self) -> Mapping[int, bool]:
        inner = () if self.is_alone else (test for branch in self.branches for test in branch.inner)
        tests = (test for branch in self.branches for test in branch.tests)
        return {**dict(inner), **self.before, **dict(tests)}

    def apart(self) -> Iterator[_Take]:
        """The same with only one of its branches each."""
        return (_Take(self.before, (branch,), is_alone=True) for branch in self.branches)

    def further(self, branches: Sequence[Branch]) -> Iterator[_Take]:
        """The takes after this one, each with branches that are compatible."""
        left = list(branches)
        while left:
            together: dict[int, bool] = {}
            chosen = [one for one in left if _agree(one, together)]
            left = [one for one in left if one not in chosen]
            yield _Take(self.forced, tuple(chosen))


def _agree(branch: Branch, together: dict[int, bool]) -> bool:
    """Whether a branch is compatible with others; if so, records the results of its tests."""
    if any(together.get(number, result) != result for number, result in branch.tests):
        return False
    together.update(branch.tests)
    return True


def unknown_names(theme: Theme, names: Iterable[str]) -> tuple[Problem, ...]:
    """Unknown names in the theme's templates; ``names`` are those of its files."""
    return NameChecks(theme, names).problems()


class NameChecks:
    """Checks every page of a theme, in every branch of the build."""

    def __init__(self, theme: Theme, names: Iterable[str]) -> None:
        self._theme = theme
        self._trace = Trace()
        self._renderer = Renderer(theme.template_folders, {name: name for name in names}, trace=self._trace)
        self._read: set[tuple[str, str]] = set()  # pages by name and text
        self._taken_on: dict[str, set[tuple[int, bool]]] = {}  # forced results of tests, by page
        self._found: dict[tuple[Written, str, str], tuple[Miss, dict[str, None]]] = {}

    def problems(self) -> tuple[Problem, ...]:
        """All unknown names, in the order of files; includes field types if the theme changes them."""
        touches_questions = False
        for sample in pages():
            self._look_at(sample)
            touches_questions |= sample.name == _QUESTIONS and any(
                map(self._is_own, self._renderer.files_used)
            )
        if touches_questions or any(self._own_controls()):
            self.look_at_types()
        return in_order(
            problem(self._shown(Path(at.path)), at, miss, tuple(pages))
            for (at, _, _), (miss, pages) in self._found.items()
        )

    def look_at_types(self) -> None:
        """Include all field types in `problems`."""
        for sample in pages_of_types():
            self._look_at(sample)

    def _look_at(self, sample: Sample) -> None:
        """All takes of a page: first as it is, then with the other branches.

        Compatible branches are taken together with those inside them, or one by one if that gives no page.
        """
        name = _QUESTIONS if sample.fields else sample.name
        self._trace.taken = self._taken_on.setdefault(name, set())
        takes, asked = deque([_Take()]), set[tuple[int, bool]]()
        for _ in range(_MOST_TAKES):
            if not takes:
                break
            take = takes.popleft()
            page = self._taken(sample, take.forced)
            if (page is None or not self._read_once(name, page)) and take.branches and not take.is_alone:
                takes.extend(take.apart())
                continue
            left = [branch for branch in self._trace.left() if branch.deciding not in asked]
            asked |= {branch.deciding for branch in left}
            takes.extend(take.further(left))

    def _taken(self, sample: Sample, forced: Mapping[int, bool]) -> Traced | None:
        self._trace.force(forced)
        try:
            sample.render(self._renderer)
        except _FRUITLESS:
            return None
        return self._trace.page

    def _read_once(self, name: str, page: Traced) -> bool:
        """Check a page unless it was checked; returns whether it could be parsed."""
        if (name, page.text) in self._read:
            return True
        self._read.add((name, page.text))
        misses = _misses(name, page.text)
        if misses is None:
            return False  # if this happens without forcing, it is reported as E505
        files = [file for file in map(str, self._renderer.files_used) if file]
        for miss, offset in misses:
            at = written(page, offset, miss.word, files)
            if at is not None:
                _, pages = self._found.setdefault((at, miss.kind, miss.word), (miss, {}))
                pages[name] = None
        return True

    def _own_controls(self) -> Iterator[Path]:
        """The controls of the theme; those of field types are known to be right."""
        folders = self._theme.template_folders[:-1]
        return (path for folder in folders for path in folder.glob("*/*.html"))

    def _is_own(self, file: Path) -> bool:
        """Whether a template inside a page belongs to the theme and not to the base."""
        own = self._theme.template_folders[:-1]
        return file.stem != _FRAME and any(file.is_relative_to(folder) for folder in own)

    def _shown(self, file: Path) -> str:
        folder = next((one for one in self._theme.folders if file.is_relative_to(one)), None)
        return shown(file, folder) if folder else file.relative_to(CONTROLS.parents[1]).as_posix()


@lru_cache(maxsize=512)  # most pages are the same after a change of one template
def _misses(name: str, page: str) -> tuple[tuple[Miss, int], ...] | None:
    """The unknown names of a page, each with its offset; None for a page that no request could read."""
    read = reading(page)
    if read is None:
        return None
    misses: dict[Miss, None] = {}
    alone = {DESK: values_of(given_to_desk(name))} if name in DESKS else {}
    Statements(lambda miss: misses.setdefault(miss), alone).template(read.tree, values_of(given_to(name)))
    return tuple((miss, read.offset(miss.line, miss.word)) for miss in misses)
