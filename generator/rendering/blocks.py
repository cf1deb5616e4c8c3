"""Blocks of templates: one that the extended template does not have is never shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import jinja2
from jinja2 import nodes

from generator.digests import named_below
from generator.loader.nodes import Place
from generator.problems import Problem
from generator.rendering.theme_files import shown
from generator.specs.nearest import nearest
from generator.square import SQUARE


class _Template(NamedTuple):
    """What a template says of blocks: those of its own with their lines, and the template that it extends."""

    blocks: dict[str, int]
    inner: frozenset[str]  # those that stand in another one of the same template
    extends: str


_Read = Callable[[Path], _Template]


def unknown_blocks(folders: Sequence[Path]) -> Iterator[Problem]:
    """Blocks with which a theme fills nothing; ``folders`` are those of the theme, the base last."""
    read = cache(_read)
    for folder in folders[:-1]:
        for name, path in sorted(named_below(folder / "templates", ".html")):
            template = read(path)
            known = {*_blocks_of(_found(template.extends, folders, path), folders, read)}
            known |= {*_blocks_of(_found(template.extends, folders[-1:], path), folders, read)}  # if left out
            if not template.extends or not known:
                continue
            for block, line in template.blocks.items():
                if block not in known | template.inner:
                    yield Place(shown(path, folder), line, 1, line, 2).problem(
                        "E520",
                        f"{name} fills the block “{block}”, which {template.extends} does not have.",
                        nearest(block, known),
                    )


def _blocks_of(path: Path | None, folders: Sequence[Path], read: _Read) -> Iterator[str]:
    """The blocks of a template and of those that it stands on."""
    seen: set[Path] = set()
    while path is not None and path not in seen:
        seen.add(path)
        template = read(path)
        yield from template.blocks
        path = _found(template.extends, folders, path)


def _found(name: str, folders: Sequence[Path], by: Path) -> Path | None:
    """The template of this name, as the renderer finds it; “base/layout.html” is the one of that theme."""
    first, _, rest = name.partition("/")
    of_theme = [folder / "templates" / rest for folder in folders if rest and folder.name == first]
    anywhere = [folder / "templates" / name for folder in folders]
    there = (path for path in (*of_theme, *anywhere) if name and path != by and path.is_file())
    return next(there, None)


def _read(path: Path) -> _Template:
    try:
        tree = jinja2.Environment(**SQUARE).parse(  # noqa: S701 - nothing is rendered
            path.read_text("utf-8")
        )
    except jinja2.TemplateSyntaxError:
        return _Template({}, frozenset(), "")  # E505 tells of it
    found = [*tree.find_all(nodes.Block)]
    inner = {below.name for block in found for below in block.find_all(nodes.Block)}
    extends = next((node.template for node in tree.find_all(nodes.Extends)), None)
    named = extends.value if isinstance(extends, nodes.Const) else ""
    return _Template({block.name: block.lineno for block in found}, frozenset(inner), str(named))
