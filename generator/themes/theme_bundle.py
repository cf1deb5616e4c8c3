"""A city's theme, ready to render with: checked, its assets and its templates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.cache.digests import digest, digest_of_files, named_below
from generator.problems import Problem, errors_among
from generator.render.brackets import literal
from generator.render.renderer import Renderer
from generator.sources.sources import Sources
from generator.sources.theme_folders import theme_folders
from generator.themes.assets import Assets, hashed
from generator.themes.names.check import unknown_names
from generator.themes.page_checks import PageChecks
from generator.themes.themes import Theme, read_theme
from generator.themes.tokens import ThemeProblem


@dataclass(frozen=True)
class ThemeBundle:
    """What pages look like, known to be good. The same ``made_by`` gives the same look."""

    theme: Theme
    assets: Assets
    made_by: str  # digest of code, templates and the names of files
    advice: tuple[Problem, ...]

    @property
    def names(self) -> Mapping[str, str]:
        """The names under which the theme's files are served, by their own."""
        return self.assets.names

    @property
    def files(self) -> Mapping[str, bytes]:
        """The theme's files by their paths in the output."""
        return self.assets.files

    @cached_property
    def renderer(self) -> Renderer:
        """Renders with the theme's templates.

        Pages ask for the names of files on request, so that another colour makes no page anew.
        """
        names = {name: "{{ assets[" + literal(name) + "] }}" for name in self.names}
        return Renderer(self.theme.template_folders, names)


def bundle_theme(sources: Sources, name: str, checked: Collection[str] = (), code: str = "") -> ThemeBundle:
    """The theme called ``name``; its pages are looked at unless its ``made_by`` is among the ``checked``.

    ``code`` is the digest of the code that makes pages.

    Raises ThemeProblem with all that is wrong, and Jinja's TemplateError for a broken template.
    """
    theme = read_theme(sources.themes, name)
    advice = theme.problems()
    _refuse(advice)
    assets = hashed(theme.assets())
    found = ThemeBundle(theme, assets, _made_by(code, theme, assets), advice)
    if found.made_by not in checked:
        of_pages = PageChecks(theme, assets.names, found.renderer).problems()
        _refuse((*of_pages, *unknown_names(theme, assets.names)))
    return found


def seen(sources: Sources, name: str, code: str) -> str:
    """A digest of all that the theme called ``name`` may be made from, pages being made by ``code``.

    Which themes it stands on is only known when they are read, so it is of all of them.
    """
    themes = (digest_of_files(named_below(folder)) for folder in theme_folders(sources.themes))
    return digest(name, str(sources.themes), code, *themes)


def _made_by(code: str, theme: Theme, assets: Assets) -> str:
    templates = [
        (folder.parent.name, digest_of_files(named_below(folder))) for folder in theme.template_folders
    ]
    return digest(code, templates, sorted(assets.names))


def _refuse(problems: tuple[Problem, ...]) -> None:
    if errors_among(problems):
        raise ThemeProblem(*problems)
