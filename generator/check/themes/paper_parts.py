"""Templates that only printed ones include."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from forms.fields import FOLDER as CONTROLS
from generator.cache.digests import named_below
from generator.check.themes.files import names_in
from generator.check.themes.markup import PAPER
from generator.check.themes.samples import pages as sample_pages


def printed_only(folders: Sequence[Path]) -> frozenset[str]:
    """The templates that printed ones include or extend and pages do not; ``folders`` hold templates."""
    pages = {sample.template for sample in sample_pages() if not sample.is_paper}
    readers: dict[str, set[str]] = {}
    for reader, named in _reads(folders):
        if named not in (reader, *pages):
            readers.setdefault(named, set()).add(reader)
    found: set[str] = set()
    while more := {part for part, by in readers.items() if all(_is_paper(one, found) for one in by)} - found:
        found |= more
    return frozenset(found)


def _reads(folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """(template, template named in it); “base/art.html” is the art.html of that theme."""
    themes = {folder.parent.name for folder in folders}
    for folder in (*folders, CONTROLS):
        for reader, path in named_below(folder, ".html"):
            for name in names_in(path.read_text("utf-8")):
                first, _, rest = name.partition("/")
                yield reader, rest if first in themes else name


def _is_paper(template: str, found: set[str]) -> bool:
    return template in found or PAPER.search(template) is not None
