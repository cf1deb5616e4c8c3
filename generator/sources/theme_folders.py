"""Finds themes: in the city's folder, else among those of the product."""

from __future__ import annotations

from pathlib import Path

from generator.sources.shipped import shipped

_THEME = "theme.yaml"


def theme_folders(themes: Path) -> tuple[Path, ...]:
    """The folders searched for themes, the city's first."""
    ours = shipped().themes
    return (themes,) if themes.resolve() == ours else (themes, ours)


def theme_folder(themes: Path, name: str) -> Path | None:
    """The folder of the theme ``name``, or None."""
    found = (folder / name for folder in theme_folders(themes) if name in _names(folder))
    return next(found, None)


def theme_names(themes: Path) -> tuple[str, ...]:
    """The names of all available themes."""
    return tuple(sorted({name for folder in theme_folders(themes) for name in _names(folder)}))


def _names(folder: Path) -> frozenset[str]:
    return frozenset(path.parent.name for path in folder.glob(f"*/{_THEME}"))
