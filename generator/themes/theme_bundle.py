"""A city's theme, checked and ready for rendering: assets and templates."""

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
    """The look of pages, without problems. Equal ``made_by`` means equal look."""

    theme: Theme
    assets: Assets
    made_by: str  # digest of code, templates and names of files
    advice: tuple[Problem, ...]

    @property
    def names(self) -> Mapping[str, str]:
        """The published names of the theme's files, by their own names."""
        return self.assets.names

    @property
    def files(self) -> Mapping[str, bytes]:
        """The theme's files by path in the output."""
        return self.assets.files

    @property
    def looked_up(self) -> Mapping[str, str]:
        """How pages look up published names on request, so that a change of colour rebuilds no page."""
        return {name: "{{ assets[" + literal(name) + "] }}" for name in self.names}

    @cached_property
    def renderer(self) -> Renderer:
        """A renderer with the theme's templates."""
        return Renderer(self.theme.template_folders, self.looked_up)


def bundled(theme: Theme, code: str, advice: tuple[Problem, ...] = ()) -> ThemeBundle:
    """The bundle of a theme without errors; ``code`` is the digest of the code that makes pages."""
    assets = hashed(theme.assets())
    return ThemeBundle(theme, assets, _made_by(code, theme, assets), advice)


def digest_of_sources(sources: Sources, name: str, code: str) -> str:
    """A digest of everything that may affect the theme ``name``; ``code`` is that of the code that makes
    pages.

    It covers all themes, because the extended ones are only known after reading.
    """
    themes = (digest_of_files(named_below(folder)) for folder in theme_folders(sources.themes))
    return digest(name, str(sources.themes), code, *themes)


def _made_by(code: str, theme: Theme, assets: Assets) -> str:
    templates = [
        (folder.parent.name, digest_of_files(named_below(folder))) for folder in theme.template_folders
    ]
    return digest(code, templates, sorted(assets.names))
