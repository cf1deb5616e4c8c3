"""All checks of a theme: files, tokens, style sheets and markup, then pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

from generator.cache.digests import named_below
from generator.check.themes.blocks import unknown_blocks
from generator.check.themes.contrast import unreadable
from generator.check.themes.custom_properties import mismatched_properties
from generator.check.themes.dark_colours import missing_dark_colours
from generator.check.themes.files import shown, unread_files, unreadable_files
from generator.check.themes.markup import forbidden
from generator.check.themes.names.check import unknown_names
from generator.check.themes.pages import PageChecks
from generator.check.themes.paper_parts import printed_only
from generator.check.themes.stylesheets import faults_of_sheets, too_large
from generator.check.themes.tiers import references_to_later_tiers
from generator.check.themes.written_colours import written_colours
from generator.problems import Problem, errors_among
from generator.problems.nearest import nearest
from generator.sources.sources import Sources
from generator.sources.theme_folders import theme_names
from generator.sources.yaml.nodes import Place
from generator.themes.theme_bundle import ThemeBundle, bundled
from generator.themes.themes import BASE, Theme, file_of, read_theme
from generator.themes.tokens import ThemeProblem

_BLOCKED = "E512"  # by the content security policy, which does not apply to printed templates


def checked_theme(sources: Sources, name: str, checked: Collection[str] = (), code: str = "") -> ThemeBundle:
    """Load and check the theme ``name``; its pages are checked unless its ``made_by`` is in ``checked``.

    ``code`` is the digest of the code that makes pages.

    Raises ThemeProblem with all problems, and Jinja's TemplateError for an invalid template.
    """
    theme = read_theme(sources.themes, name)
    advice = problems_of_theme(theme)
    _refuse(advice)
    bundle = bundled(theme, code, advice)
    if bundle.made_by not in checked:
        of_pages = PageChecks(theme, bundle.looked_up, bundle.renderer).problems()
        _refuse((*of_pages, *unknown_names(theme, bundle.names)))
    return bundle


def problems_of_theme(theme: Theme) -> tuple[Problem, ...]:
    """The errors in files, styles, markup and tokens, without rendering pages; advice if there are none."""
    if found := (*unreadable_files(theme.folders), *unread_files(theme.folders)):
        return found
    sheets = {path: path.read_text("utf-8") for path in theme.static_files() if path.suffix == ".css"}
    files = {path.name for path in theme.static_files()}
    try:
        of_tokens = [
            *unreadable(theme.tokens, theme.pairs, file_of(theme.name)),
            *references_to_later_tiers(theme.tokens),
        ]
        found = (*of_tokens, *mismatched_properties(theme.tokens, sheets), *faults_of_sheets(sheets, files))
    except ThemeProblem as raised:
        return raised.problems
    found = (*found, *_forbidden(theme), *unknown_blocks(theme.folders))
    return found or tuple(_advice(theme, sheets))


def unknown_theme(themes: Path, name: str, place: Place) -> Problem:
    """The problem of a city whose theme does not exist."""
    known = theme_names(themes)
    if (themes / name).is_dir():
        return place.problem(
            "E501", f"The folder {themes / name} has no file theme.yaml.", "Name the file of its tokens so."
        )
    return place.problem(
        "E501",
        f"There is no theme “{name}”, neither in the folder {themes} nor among those that come along.",
        nearest(name, known),
    )


def _forbidden(theme: Theme) -> Iterator[Problem]:
    on_paper = cache(lambda: printed_only(theme.template_folders))  # slow and rarely needed
    for folder in theme.folders:
        for name, path in sorted(named_below(folder / "templates", ".html")):
            for problem in forbidden(shown(path, folder), path.read_text("utf-8")):
                if problem.code != _BLOCKED or name not in on_paper():
                    yield problem


def _advice(theme: Theme, sheets: Mapping[Path, str]) -> Iterator[Problem]:
    assets = theme.assets()
    yield from too_large(sheets, assets["page.css"] + assets["screens.css"])
    yield from missing_dark_colours(theme.tokens, file_of(theme.name))
    for path, css in sheets.items():
        if path.is_relative_to(theme.folders[0]) and theme.name != BASE:
            yield from written_colours(shown(path, theme.folders[0]), css)


def _refuse(problems: tuple[Problem, ...]) -> None:
    if errors_among(problems):
        raise ThemeProblem(*problems)
