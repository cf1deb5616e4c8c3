"""A city's theme, ready to render with: its assets and its templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.cache.digests import digest, digest_of_files, named_below
from generator.problems import Problem
from generator.render.brackets import literal
from generator.render.renderer import Renderer
from generator.sources.sources import Sources
from generator.sources.theme_folders import theme_folders
from generator.themes.assets import Assets, hashed
from generator.themes.themes import Theme


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


def bundled(theme: Theme, code: str, advice: tuple[Problem, ...] = ()) -> ThemeBundle:
    """A theme whose files have no faults; ``code`` is the digest of the code that makes pages."""
    assets = hashed(theme.assets())
    return ThemeBundle(theme, assets, _made_by(code, theme, assets), advice)


def digest_of_sources(sources: Sources, name: str, code: str) -> str:
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
