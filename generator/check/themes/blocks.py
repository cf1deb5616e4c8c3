"""Finds template blocks that the extended template does not have, which are never shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import jinja2
from jinja2 import nodes

from generator.cache.digests import named_below
from generator.check.themes.files import shown
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.render.stage_one import loader_of
from generator.sources.delimiters import BUILD_DELIMITERS
from generator.sources.yaml.nodes import Place

_READER = jinja2.Environment(**BUILD_DELIMITERS)  # noqa: S701 - for parsing only


class _Template(NamedTuple):
    """The blocks of a template with their lines, and the template that it extends."""

    blocks: Mapping[str, int]
    inner: frozenset[str]  # nested in another block of the same template
    extends: str


def unknown_blocks(folders: Sequence[Path]) -> Iterator[Problem]:
    """Blocks of a theme without a counterpart; ``folders`` are those of the theme, the base last."""
    below = [folder / "templates" for folder in folders]
    every, base = loader_of(below), loader_of(below[-1:])
    read = cache(_read)  # many templates extend the same ones
    for folder in folders[:-1]:
        for name, path in sorted(named_below(folder / "templates", ".html")):
            template = read(path.read_text("utf-8"))
            # A block of the base that the theme has removed is no misspelling when a page fills it.
            known = {name for loader in (every, base) for name in _inherited(template.extends, loader, read)}
            for block, line in template.blocks.items() if known else ():
                if block not in known | template.inner:
                    yield Place(shown(path, folder), line, 1, line, 2).problem(
                        "E520",
                        f"{name} fills the block “{block}”, which {template.extends} does not have.",
                        nearest(block, known),
                    )


def _inherited(name: str, loader: jinja2.BaseLoader, read: Callable[[str], _Template]) -> Iterator[str]:
    """The blocks of the template of this name, and of those that it extends."""
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        try:
            source, _, _ = loader.get_source(_READER, name)
        except jinja2.TemplateNotFound:
            return  # reported as E505
        template = read(source)
        yield from template.blocks
        name = template.extends


def _read(source: str) -> _Template:
    try:
        tree = _READER.parse(source)
    except jinja2.TemplateSyntaxError:
        return _Template({}, frozenset(), "")  # reported as E505
    found = [*tree.find_all(nodes.Block)]
    inner = {below.name for block in found for below in block.find_all(nodes.Block)}
    extends = next((node.template for node in tree.find_all(nodes.Extends)), None)
    named = str(extends.value) if isinstance(extends, nodes.Const) else ""
    return _Template({block.name: block.lineno for block in found}, frozenset(inner), named)
