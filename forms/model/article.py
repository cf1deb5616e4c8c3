"""Articles of the knowledge base as compiled by the generator."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article of one agency in one language."""

    name: str
    agency: str
    title: str
    opening: str = ""  # its first sentence, plain
    body: str = ""  # safe HTML, rendered at build from a Markdown subset
    words: str = ""  # all of its text, plain, for searching
    forms: tuple[str, ...] = ()  # the forms that it links to, by name
