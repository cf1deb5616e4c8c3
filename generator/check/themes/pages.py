"""Checks every page of a theme as it would be published, and finds the template that causes a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import jinja2

from forms.fields import FOLDER as CONTROLS
from generator.check.themes.files import shown
from generator.check.themes.nesting import Fault, built, misnested
from generator.check.themes.on_request import wrong_on_request
from generator.check.themes.originals import missing_in
from generator.check.themes.samples import CONTROL, Sample, pages, pages_of_types
from generator.check.themes.slots import lacking_in_frame, lacking_in_main
from generator.problems import Problem
from generator.render.renderer import Renderer
from generator.sources.yaml.nodes import Place
from generator.themes.themes import Theme

_FRAME = "layout"
_QUESTIONS = "form"
_SHOWN = 5  # missing things listed in a message


class Finding(NamedTuple):
    """A fault of a page: code and description."""

    code: str
    description: str
    is_frames: bool = False  # caused by the frame, if the theme has changed no template
    remedy: str = ""  # empty: the code's usual remedy


class PageChecks:
    """All pages of one theme. ``names`` are what pages have for the names of its files."""

    def __init__(self, theme: Theme, names: Mapping[str, str], whole: Renderer) -> None:
        self._theme, self._names, self._whole = theme, names, whole
        self._without = cache(self._made_without)
        self._reported: set[tuple[Path, str]] = set()  # reported (template, code)

    def problems(self) -> Iterator[Problem]:
        """All faults; raises Jinja's TemplateError for a template that cannot be rendered."""
        asks_anew = any(self._own_controls())
        for sample in pages():
            yield from self._of_page(sample)
            asks_anew |= sample.name == _QUESTIONS and any(map(_is_inside, self._changed()))
        for sample in pages_of_types() if asks_anew else ():
            yield from self._of_page(sample)

    def _own_controls(self) -> Iterator[Path]:
        """The controls of the theme that replace those of field types."""
        return (path for folder in self._theme.template_folders for path in folder.glob(f"*/{CONTROL}.html"))

    def _of_page(self, sample: Sample) -> Iterator[Problem]:
        page = sample.render(self._whole)
        changed = tuple(self._changed())
        faults: dict[tuple[Path, ...], list[Finding]] = {}
        if found := list(self._findings(sample, page)):
            suspects = [*((file,) for file in changed), changed]
            left = {files: self._left(sample, frozenset(files)) for files in suspects if files}
            for finding in found:
                faults.setdefault(self._guilty(sample, finding, left), []).append(finding)
        for files, findings in faults.items():
            if (files[0], findings[0].code) not in self._reported:  # one template may affect every page
                self._reported.add((files[0], findings[0].code))
                yield self._problem(sample, findings, files)

    def _left(self, sample: Sample, hidden: frozenset[Path]) -> frozenset[Finding] | None:
        """The faults that remain with some templates hidden; None when the page cannot be rendered then."""
        try:
            page = sample.render(self._without(hidden))
        except jinja2.TemplateError:
            return None
        return frozenset(self._findings(sample, page))

    def _guilty(
        self, sample: Sample, finding: Finding, left: Mapping[tuple[Path, ...], frozenset[Finding] | None]
    ) -> tuple[Path, ...]:
        """The template whose absence removes the fault; several if it takes all of them.

        A fault that is visible in a single template is assigned to it, not to the ones including it.
        """
        met = (file for file in self._whole.files_used if _is_seen(finding, file))
        for files, faults in left.items():
            if faults is not None and finding not in faults:
                return files if any(_is_seen(finding, file) for file in files) else tuple(met)[:1] or files
        return tuple(met)[:1] or (self._first(_FRAME if finding.is_frames else sample.name),)

    def _findings(self, sample: Sample, page: str) -> Iterator[Finding]:
        """The faults of a page; only one for a page that cannot be parsed."""
        if wrong := wrong_on_request(page, _QUESTIONS if sample.fields else sample.name):
            yield Finding("E505", wrong.description, remedy=wrong.remedy)
            return
        if fault := misnested(page):
            yield Finding("E511", fault.description)
            return
        if sample.fields:
            lacking = missing_in(sample, sample.render(self._original), page)
            yield from (Finding("E508", what) for what in lacking)
        elif not sample.is_paper:
            yield from (Finding("E508", what, is_frames=True) for what in lacking_in_frame(page))
            yield from (Finding("E508", what) for what in lacking_in_main(sample.name, page))

    def _changed(self) -> Iterator[Path]:
        """The templates of the page rendered last that replace another one."""
        folders = [*self._theme.template_folders, CONTROLS]
        for file in self._whole.files_used:
            for number, folder in enumerate(folders):
                if file.is_relative_to(folder):
                    name = file.relative_to(folder)
                    if any((below / name).is_file() for below in folders[number + 1 :]):
                        yield file

    @property
    def _original(self) -> Renderer:
        """A renderer with every type's own controls in the frame of the base."""
        own = self._theme.template_folders[:-1]
        base = self._theme.template_folders[-1]
        files = [path for folder in own for path in folder.rglob("*.html")]
        return self._without(frozenset((*files, *base.glob(f"*/{CONTROL}.html"))))

    def _made_without(self, hidden: frozenset[Path]) -> Renderer:
        return Renderer(self._theme.template_folders, self._names, hidden=hidden)

    def _first(self, name: str) -> Path:
        """The file of this template that pages use."""
        paths = [folder / f"{name}.html" for folder in (*self._theme.template_folders, CONTROLS)]
        return next(path for path in paths if path.is_file())

    def _problem(self, sample: Sample, findings: Sequence[Finding], files: Sequence[Path]) -> Problem:
        code = findings[0].code
        fault = _PLACES.get(code, _start)(files[0].read_text("utf-8"))
        names = [self._shown(file) for file in files]
        place = Place(names[0], fault.line, fault.column, fault.line, fault.column + 1)
        whats = [finding.description for finding in findings]
        more = f" and {len(whats) - _SHOWN} more" if len(whats) > _SHOWN else ""
        message, remedy = _WORDS[code]
        text = message.format(page=_called(sample), told=", ".join(whats[:_SHOWN]) + more)
        return place.problem(code, text + _by(sample, names), findings[0].remedy or remedy)

    def _shown(self, file: Path) -> str:
        folder = next((one for one in self._theme.folders if file.is_relative_to(one)), None)
        return shown(file, folder) if folder else file.relative_to(CONTROLS.parents[1]).as_posix()


def _is_seen(finding: Finding, file: Path) -> bool:
    """Whether a template alone shows the fault."""
    return bool(_PLACES.get(finding.code, _start)(file.read_text("utf-8")).description)


def _is_inside(file: Path) -> bool:
    """Whether a template is more than the frame of a page."""
    return file.stem != _FRAME


def _by(sample: Sample, names: Sequence[str]) -> str:
    """The name of the template at fault, unless it is the page's own."""
    if len(names) > 1:
        return f" It takes these together: {', '.join(names)}."
    own = names[0].partition("/templates/")[2]
    return f" It is {own} that does it." if own not in ("", sample.template) else ""


def _called(sample: Sample) -> str:
    kind = sample.name.partition("/")[0]
    return f"A question of the type {kind}" if sample.fields else f"The page {sample.template}"


def _start(_: str) -> Fault:
    return Fault(1, 1, "")


def _nesting(source: str) -> Fault:
    return misnested(source) or _start(source)


def _syntax(source: str) -> Fault:
    """The line that cannot be parsed on request, with names in place of the build's brackets."""
    wrong = wrong_on_request(built(source))
    return Fault(wrong.line, 1, wrong.description) if wrong else _start(source)


_PLACES: Mapping[str, Callable[[str], Fault]] = {"E505": _syntax, "E511": _nesting}
_WORDS = {
    "E505": ("{page} cannot be shown: {told}.", ""),
    "E508": (
        "{page} has no place for {told}.",
        "Put it back: the same template in themes/base/templates (or forms/fields/types) shows how.",
    ),
    "E511": (
        "{page} is not valid HTML: {told}",
        "Close every tag in the template in which it is opened, the last one first.",
    ),
}
