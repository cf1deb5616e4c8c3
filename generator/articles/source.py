"""One article as read: agency, name and blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from generator.articles.blocks import Block, blocks_in
from generator.cache.build_cache import BuildCache
from generator.cache.digests import digest
from generator.compile.markdown import Link, links_of
from generator.sources.yaml import Document

FOLDER = "articles"
FORM = "form:"


@dataclass(frozen=True)
class ArticleSource:
    """An article; if its project's problems include errors, it is only usable for reporting them."""

    agency: str
    name: str
    document: Document

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Its text as blocks."""
        return blocks_in(self.document.text, self.document.file)

    @property
    def key(self) -> str:
        """``agency/name``, its key in links and addresses."""
        return f"{self.agency}/{self.name}"

    @property
    def area(self) -> str:
        """The translation area of its texts."""
        return f"articles.{self.agency}.{self.name}"

    @property
    def title(self) -> str:
        """Its title as written; its name if there is none."""
        first = self.blocks[0] if self.blocks else None
        return first.text if first and first.kind == "title" else self.name

    @property
    def body(self) -> tuple[Block, ...]:
        """Everything below the title."""
        return self.blocks[1:]

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that it links to, in order, including unknown ones."""
        targets = (link.target for _, link in self.links())
        names = (target.removeprefix(FORM) for target in targets if target.startswith(FORM))
        return tuple(dict.fromkeys(names))

    def links(self) -> Iterator[tuple[Block, Link]]:
        """Every link with its block."""
        return ((block, link) for block in self.blocks for link in links_of(block.text))


def read_articles(
    paths: Iterable[str], documents: Mapping[str, Document], cache: BuildCache
) -> dict[str, ArticleSource]:
    """Read the articles at ``paths``, as far as they are not in the ``cache``."""
    return {path: _read(path, documents[path], cache) for path in paths}


def _read(path: str, document: Document, cache: BuildCache) -> ArticleSource:
    parts = PurePosixPath(path)
    name = parts.stem.replace("_", "-")
    inputs = digest(path, document.file, document.sha256)
    return cache.recall("article", inputs, lambda: ArticleSource(parts.parts[0], name, document))
