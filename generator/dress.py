"""A city's theme, ready to render with: checked, its assets and its templates."""

from __future__ import annotations

from dataclasses import dataclass

from generator.assets import Assets, hashed
from generator.digests import digest, digest_of_code, digest_of_files
from generator.problems import Problem
from generator.rendering import Renderer, Theme, ThemeProblem, missing_slots, read_theme
from generator.sources import Sources


@dataclass(frozen=True)
class Dress:
    """What pages look like. The same ``made_by`` gives the same look."""

    made_by: str  # digest of code, templates and assets
    assets: Assets
    renderer: Renderer


def dress(sources: Sources, name: str, before: Dress | None = None) -> Dress:
    """The theme called ``name``; the one from ``before`` if nothing has changed.

    Raises ThemeProblem with all that is wrong, and Jinja's TemplateError for a broken template.
    """
    theme = read_theme(sources.themes, name)
    _refuse(theme.problems())
    assets = hashed(theme.assets())
    made_by = digest(digest_of_code(sources.product), _digest_of_templates(theme), dict(assets.names))
    if before is not None and before.made_by == made_by:
        return before  # its templates are compiled already
    renderer = Renderer(sources.themes, name, assets.names)
    _refuse(tuple(missing_slots(theme, renderer)))
    return Dress(made_by, assets, renderer)


def _refuse(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise ThemeProblem(*problems)


def _digest_of_templates(theme: Theme) -> str:
    return digest_of_files(
        path for folder in theme.template_folders for path in folder.rglob("*") if path.is_file()
    )
