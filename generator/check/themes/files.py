"""Checks of a theme's files: unknown names, and content that does not match the type."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from forms.fields import field_types
from generator.cache.digests import named_below
from generator.problems import Problem
from generator.problems.nearest import meant, nearest
from generator.sources.yaml.nodes import Place

_FOLDERS = ("templates", "static")
_TEXTS = (".css", ".js", ".svg", ".html")
_NAMED = re.compile(r"""["']([\w./-]+\.\w+)["']""")

_Fault = tuple[str, str] | None
"""The problem of a file, and its remedy."""


def shown(path: Path, folder: Path) -> str:
    """The path of a file as shown to people; ``folder`` is the theme's."""
    return f"themes/{folder.name}/{path.relative_to(folder).as_posix()}"


def names_in(template: str) -> frozenset[str]:
    """The files that a template names in quotes: templates that it includes or extends, and files it links
    to.
    """
    return frozenset(_NAMED.findall(template))


def unreadable_files(folders: Sequence[Path]) -> Iterator[Problem]:
    """Files that cannot be opened, and files whose content is not the text or picture that their
    name says.
    """
    for folder in folders:
        for _, path in sorted(named_below(folder)):
            if fault := _not_opened(path) or _misnamed(path):
                yield Place(shown(path, folder), 1, 1, 1, 2).problem("E517", *fault)


def _not_opened(path: Path) -> _Fault:
    if os.access(path, os.R_OK):
        return None
    if path.exists():
        return "The file may not be read.", "Give whoever builds the right to read it."
    if path.is_symlink():
        return "This link leads to no file.", "Put the file there to which it leads, or remove the link."
    return None  # deleted by an editor meanwhile


def _misnamed(path: Path) -> _Fault:
    if path.suffix not in _TEXTS or not path.is_file():
        return None
    text = _text(path)
    if text is None:
        return "The file is not text in UTF-8.", "Save it as text in UTF-8."
    if path.suffix == ".svg" and "<svg" not in text:
        return "The file is no SVG picture.", "Export it as SVG, or name it after what it is."
    return None


def unread_files(folders: Sequence[Path]) -> Iterator[Problem]:
    """Templates and folders that nothing reads, usually misspelt.

    The last of the ``folders`` is the base, whose templates pages are made from.
    """
    *own, base = folders
    known = {name for name, _ in named_below(base / "templates")}
    known |= {f"{kind}/{name}" for kind in field_types() for name in _OF_TYPES}
    for folder in own:
        yield from _unread_folders(folder)
    ours = [(name, path, folder) for folder in own for name, path in named_below(folder / "templates")]
    named = {name for _, path, _ in ours for name in names_in(_text(path) or "")}
    themes = {folder.name for folder in folders}  # “base/portal.html” is the file of that theme
    named |= {rest for first, _, rest in (name.partition("/") for name in named) if first in themes}
    for name, path, folder in ours:
        # Only likely misspellings: names of parts may be computed, or start with a name of the theme's own.
        if path.suffix == ".html" and name not in known | named and meant(name, known):
            yield Place(shown(path, folder), 1, 1, 1, 2).problem(
                "E514", f"Nothing reads the template {name}: no page is called so.", nearest(name, known)
            )


_OF_TYPES = ("control.html", "paper.html")


def _unread_folders(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in _FOLDERS and meant(path.name, _FOLDERS):
            yield Place(shown(path, folder), 1, 1, 1, 2).problem(
                "E514", f"Nothing reads the folder {path.name}.", nearest(path.name, _FOLDERS)
            )


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
