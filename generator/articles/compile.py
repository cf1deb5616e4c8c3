"""Compiles an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from forms.model.article import Article
from generator.articles.blocks import Block
from generator.articles.source import ArticleSource
from generator.compile.markdown import Address, inline_html, plain
from generator.compile.wording import Say, SourceText
from generator.translate.fallback import closed

TITLE = 150
"""The maximum characters of a title."""

_NOTES = {
    "title": "Title",
    "heading": "Heading",
    "subheading": "Heading",
    "paragraph": "Paragraph; Markdown",
    "bullet": "Entry of a list; Markdown",
    "step": "Step of a numbered list; Markdown",
}
_TAGS = {"heading": "h2", "subheading": "h3", "paragraph": "p"}
_SENTENCE = re.compile(r".+?(?:[.!?؟…]['\"”’»)]*(?=\s|$)|[。！？])", re.DOTALL)


def make_article(source: ArticleSource, say: Say, address: Address) -> Article:
    """The article in the language of ``say``; ``address`` gives the targets of its links."""
    title = plain(_translated(source, "title", source.blocks[0], say))
    body = [
        (block, _translated(source, str(number), block, say)) for number, block in enumerate(source.body, 1)
    ]
    return Article(
        name=source.name,
        agency=source.agency,
        title=title,
        opening=_opening(body),
        body="\n".join(_html(body, address)),
        words=" ".join(plain(text) for _, text in body),
        forms=tuple(name for name in source.forms if address(f"form:{name}")),
    )


def _translated(source: ArticleSource, key: str, block: Block, say: Say) -> str:
    comment = f"{_NOTES[block.kind]}. Article “{source.title}”."
    longest = TITLE if key == "title" else 0
    place = block.place
    return say(SourceText(f"{source.area}.{key}", block.text, place.file, place.line, comment, longest))


def _opening(body: Iterable[tuple[Block, str]]) -> str:
    """The first sentence of the first paragraph, for lists of articles."""
    first = next((plain(text) for block, text in body if block.kind == "paragraph"), "")
    found = _SENTENCE.match(first)
    return closed(found[0]) if found else first


def _html(body: Iterable[tuple[Block, str]], address: Address) -> Iterator[str]:
    for kind, group in groupby(body, key=lambda pair: pair[0].kind):
        blocks = [(block, inline_html(text, address)) for block, text in group]
        if kind in _TAGS:
            yield from (f"<{_TAGS[kind]}>{text}</{_TAGS[kind]}>" for _, text in blocks)
            continue
        entries = "".join(f"<li>{text}</li>" for _, text in blocks)
        yield f"<ul>{entries}</ul>" if kind == "bullet" else f"<ol{_start(blocks[0][0])}>{entries}</ol>"


def _start(first: Block) -> str:
    return f' start="{first.number}"' if first.number != 1 else ""
