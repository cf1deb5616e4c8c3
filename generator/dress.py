"""A city's theme, ready to render with: checked, its assets and its templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.assets import hashed
from generator.digests import digest, digest_of_files, named_below
from generator.memory import Memory
from generator.problems import Problem, errors_among
from generator.rendering.brackets import literal
from generator.rendering.compiled import CompiledTemplates
from generator.rendering.page_checks import PageChecks
from generator.rendering.renderer import Renderer
from generator.rendering.themes import read_theme
from generator.rendering.tokens import ThemeProblem
from generator.sources import Sources
from generator.theme_folders import theme_folders

_CHECKED = "theme"


@dataclass(frozen=True)
class Dress:
    """What pages look like, known to be good. The same ``made_by`` gives the same look."""

    folder: Path  # of all themes
    name: str
    made_by: str  # digest of code, templates and the names of files
    templates: tuple[str, ...]  # their folders, the theme's own first
    names: Mapping[str, str]  # of the theme's files → under which they are served
    memory: Memory = field(compare=False)
    advice: tuple[Problem, ...] = ()

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The theme's files by their paths in the output."""
        return hashed(read_theme(self.folder, self.name).assets()).files

    @cached_property
    def renderer(self) -> Renderer:
        """Renders with the theme's templates.

        Pages ask for the names of files on request, so that another colour makes no page anew.
        """
        names = {name: "{{ assets[" + literal(name) + "] }}" for name in self.names}
        folders = [Path(folder) for folder in self.templates]
        return Renderer(folders, names, CompiledTemplates(self.memory))


def dress(sources: Sources, name: str, memory: Memory, before: Dress | None = None) -> Dress:
    """The theme called ``name``; the one from ``before`` if nothing has changed.

    Raises ThemeProblem with all that is wrong, and Jinja's TemplateError for a broken template.
    """
    seen = digest(str(sources.themes), _digest_of(sources.themes))
    known = memory.found(_CHECKED)
    if (known.get("name"), known.get("seen")) != (name, seen):
        known = {"name": name, "seen": seen, **_checked(sources, name, memory, known)}
        memory.keep(_CHECKED, known)
    found = _dress(sources, name, known, memory)
    return before if before == found else found  # its templates are loaded already


def _digest_of(themes: Path) -> str:
    """All themes: which of them one stands on is only known when they are read."""
    return digest(*(digest_of_files(named_below(folder)) for folder in theme_folders(themes)))


def _dress(sources: Sources, name: str, known: Mapping[str, Any], memory: Memory) -> Dress:
    advice = tuple(Problem(*told) for told in known["advice"])
    templates = tuple(known["templates"])
    return Dress(sources.themes, name, known["made_by"], templates, known["names"], memory, advice)


# Any: what was remembered is JSON, written below.
def _checked(sources: Sources, name: str, memory: Memory, before: Mapping[str, Any]) -> dict[str, Any]:
    """The theme, looked at; its pages too, unless those of ``before`` were made of the same templates."""
    theme = read_theme(sources.themes, name)
    advice = theme.problems()
    _refuse(advice)
    names = hashed(theme.assets()).names
    templates = [digest_of_files(named_below(folder)) for folder in theme.template_folders]
    found = {
        "made_by": digest(memory.made_by, templates, sorted(names)),
        "templates": [str(folder) for folder in theme.template_folders],
        "names": dict(names),
        "advice": [list(astuple(problem)) for problem in advice],
    }
    if (before.get("made_by"), before.get("templates")) != (found["made_by"], found["templates"]):
        renderer = _dress(sources, name, found, memory).renderer
        _refuse(tuple(PageChecks(theme, names, renderer).problems()))
    return found


def _refuse(problems: tuple[Problem, ...]) -> None:
    if errors_among(problems):
        raise ThemeProblem(*problems)
