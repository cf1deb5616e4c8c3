"""The Markdown that authors and translators may write: paragraphs, lists, emphasis and links."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt

SCHEMES = frozenset({"http", "https", "mailto"})
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br"}
_RULES = ["list", "emphasis", "link", "newline", "escape", "balance_pairs", "fragments_join"]


@lru_cache(maxsize=4096)
def html(text: str) -> str:
    """Safe HTML: no raw tags, no images, no links but to the web, to mail and within the site."""
    rendered = _MARKDOWN.render(text)
    return nh3.clean(
        rendered,
        tags=_TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
    ).strip()


def links_in(text: str) -> list[str]:
    """The targets of all links."""
    return [
        str(child.attrGet("href"))
        for token in _ALL_LINKS.parse(text)
        for child in token.children or ()
        if child.type == "link_open"
    ]


def is_safe(link: str) -> bool:
    """Whether a link stays after rendering."""
    try:
        scheme = urlsplit(link).scheme
    except ValueError:
        return False
    return not link.startswith("//") and (not scheme or scheme in SCHEMES)


def _parser(accepts: Callable[[str], bool]) -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    known = {rule for rules in parser.get_all_rules().values() for rule in rules}
    parser.enable([rule for rule in _RULES if rule in known])
    setattr(parser, "validateLink", accepts)  # noqa: B010 - markdown-it's own way to configure it
    return parser


_MARKDOWN = _parser(is_safe)
_ALL_LINKS = _parser(lambda _: True)
"""Also sees the links that stay plain text when rendered, so that authors are told."""
