"""Checks of articles: name, title, Markdown syntax, and link targets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import PurePath

from generator.articles.blocks import Block
from generator.articles.source import FORM, ArticleSource
from generator.check.advice.reading import GRADE, grade
from generator.compile.markdown import SCHEMES, Link, is_safe, plain
from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml.nodes import Place
from generator.specs.models import CitySpec

MOST_CHARACTERS = 20_000
"""Maximum characters: longer texts are documents, not articles."""

MOST_WORDS = 600
"""Words above which an article is long for reading on a phone."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_LINKS = "https://…, mailto:…, tel:…, form:name-of-a-form or article:agency/name"

# Markdown syntax that is not supported here: a page would show its characters.
_FOREIGN = (
    (re.compile(r"(?<!\\)<[A-Za-z/!?][^>]*>?"), "HTML", "Write plain words, or **bold** and *italics*."),
    (re.compile(r"(?<!\\)!\["), "pictures", "Describe in words what the picture shows."),
    (re.compile(r"(?<!\\)`+|^\s*~~~+"), "code", "Write the words without these signs."),
    (re.compile(r"^\s*\|"), "tables", "Make a list of it, with a hyphen before each entry."),
    (re.compile(r"^\s*>"), "quotations", "Take the sign > away."),
    (
        re.compile(r"^\s*(?:={2,}|(?:[-*_]\s*){3,})$"),
        "lines",
        "Begin a heading with ##, or leave the line out.",
    ),
    (re.compile(r"^\s*#{4,6}\s"), "headings of this depth", "Begin headings with ## or ###."),
    (re.compile(r"^\s*#{1,6}(?=[^#\s])"), "headings without a space", "Put a space behind the signs."),
)


def problems_of_article(
    source: ArticleSource, city: CitySpec | None, forms: Collection[str], articles: Collection[str]
) -> Iterator[Problem]:
    """All errors of an article, which may link to ``forms`` and ``articles``; advice when there are none."""
    found = [*source.document.problems, *check_article(source, city)]
    yield from found
    if not found:
        yield from check_targets(source, forms, articles)
        yield from lint_article(source, city.languages[0] if city and city.languages else "")


def check_article(source: ArticleSource, city: CitySpec | None) -> Iterator[Problem]:
    """All checks of an article by itself."""
    known = [agency.agency for agency in city.agencies] if city else []
    yield from _check_names(source, known)
    if len(source.document.text) > MOST_CHARACTERS:
        yield _too_long(source)
        return
    if not source.document.problems:
        yield from _check_title(source)
        yield from _check_lines(source)
        yield from _check_lists(source)
        yield from _check_words_of_links(source)


def check_targets(
    source: ArticleSource, forms: Collection[str], articles: Collection[str]
) -> Iterator[Problem]:
    """Links to unknown forms or articles."""
    for block, link in source.links():
        kind, _, name = link.target.partition(":")
        known = {"form": forms, "article": articles}.get(kind)
        if known is None and not is_safe(link.target):
            yield _place(source, block, link).problem(
                "E343",
                f"A link to “{link.target[:80]}” is not allowed.",
                f"Link to {_LINKS}; addresses may begin with {', '.join(sorted(SCHEMES))}.",
            )
        elif known is not None and name not in known:
            what = "form" if link.target.startswith(FORM) else "article"
            yield _place(source, block, link).problem(
                "E351", f"There is no {what} “{name[:80]}”.", nearest(name, known)
            )


def lint_article(source: ArticleSource, language: str) -> Iterator[Problem]:
    """Advice on the readability of an article."""
    words = sum(len(block.text.split()) for block in source.blocks)
    if words > MOST_WORDS:
        yield source.blocks[0].place.problem(
            "W608",
            f"The article has {words} words; more than {MOST_WORDS} are seldom read to the end.",
            "Make two articles of it, and let each link to the other.",
        )
    for block in source.blocks if language.partition("-")[0] == "en" else ():
        years = grade(plain(block.text))
        if years > GRADE:
            yield block.place.problem(
                "W606",
                f"This text needs about {years:.0f} years of school; aim at {GRADE:.0f} or fewer.",
                "Make shorter sentences, and take shorter words.",
            )


def _check_names(source: ArticleSource, agencies: Collection[str]) -> Iterator[Problem]:
    stem = PurePath(source.document.file).stem
    if not _NAME.fullmatch(stem):
        yield source.document.start.problem(
            "E305",
            f"“{stem}” cannot be the name of an article, because it is part of an address.",
            "Name the file with small letters a to z, digits and _, such as opening_a_shop.md.",
        )
    if agencies and source.agency not in agencies:
        yield source.document.start.problem(
            "E313",
            f"The folder “{source.agency}” is not an agency of city.yaml.",
            f"{nearest(source.agency, agencies)} Or add the agency to city.yaml.",
        )


def _too_long(source: ArticleSource) -> Problem:
    return source.document.start.problem(
        "E352",
        f"The article has {len(source.document.text):,} characters; at most {MOST_CHARACTERS:,} are read.",
        "Make several articles of it.",
    )


def _check_title(source: ArticleSource) -> Iterator[Problem]:
    first = source.blocks[0] if source.blocks else None
    if first is None or first.kind != "title" or not first.text:
        place = first.place if first else source.document.start
        yield place.problem(
            "E350", "The article has no title.", "Begin its first line with “# ” and the title."
        )
    elif not source.body:
        yield first.place.problem(
            "E350", "The article has a title and nothing else.", "Write what people should know below it."
        )
    for block in source.body:
        if block.kind == "title":
            yield block.place.problem(
                "E353", "There is a second title here.", "Begin headings within an article with ##."
            )


def _check_lines(source: ArticleSource) -> Iterator[Problem]:
    for number, line in enumerate(source.document.text.split("\n"), 1):
        for sign, what, remedy in _FOREIGN:
            found = sign.search(line.rstrip("\r"))
            if found:
                place = Place(source.document.file, number, found.start() + 1, number, found.end() + 1)
                yield place.problem("E353", f"Articles are written without {what}.", remedy)
                break


def _check_lists(source: ArticleSource) -> Iterator[Problem]:
    for above, block in pairwise(source.blocks):
        if above.in_list and block.in_list and block.indent > above.indent:
            yield block.place.problem(
                "E353",
                "Articles are written without lists in lists.",
                "Begin this entry like the one above it.",
            )


def _check_words_of_links(source: ArticleSource) -> Iterator[Problem]:
    for block, link in source.links():
        if not link.label:
            yield _place(source, block, link).problem(
                "E354",
                "This link has no words, so nobody can see or hear it.",
                f"Say where it leads: [the food permit]({link.target[:80] or FORM + 'food-permit'}).",
            )


def _place(source: ArticleSource, block: Block, link: Link) -> Place:
    """The place of a link's target in the file; of its whole block if it cannot be found."""
    lines = source.document.text.split("\n")
    for number in range(block.place.line, block.place.end_line + 1):
        column = lines[number - 1].find(f"]({link.target}")
        if column >= 0:
            start = column + 3
            return Place(source.document.file, number, start, number, start + max(1, len(link.target)))
    return block.place
