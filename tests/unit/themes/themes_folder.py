"""A folder of themes to be broken: the real ones, and one that the test writes."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.check.themes.themes import checked_theme
from generator.problems import Problem
from generator.sources.sources import Sources
from generator.themes.tokens import ThemeProblem

THEMES = Path(__file__).parents[3] / "themes"


def written(folder: Path, theme: str, *, css: str = "", **templates: str) -> Path:
    """The real themes and ``themes/own``, whose ``theme.yaml`` is given; the folder that holds them."""
    themes = folder / "themes"
    shutil.copytree(THEMES, themes)
    own = themes / "own"
    for below in ("static", "templates"):
        (own / below).mkdir(parents=True)
    (own / "theme.yaml").write_text(theme, encoding="utf-8")
    (own / "static" / "9-own.css").write_text(css, encoding="utf-8")
    for name, template in templates.items():
        put(themes, f"templates/{name}.html", template)
    return themes


def put(themes: Path, name: str, content: str | bytes) -> None:
    """Write a file of ``themes/own``."""
    path = themes / "own" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def problems(themes: Path) -> list[Problem]:
    """What a build says about ``themes/own``."""
    try:
        checked_theme(Sources(themes=themes), "own")
    except ThemeProblem as found:
        return list(found.problems)
    return []


def told(themes: Path) -> list[str]:
    """The same in words: code, place, message and remedy."""
    return [f"{p.code} {p.file}:{p.line}:{p.column} {p.message} {p.remedy}" for p in problems(themes)]
