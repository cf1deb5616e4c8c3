"""The Markdown subset for authors and translators: paragraphs, lists, emphasis and links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_INLINE_TAGS = {"strong", "em", "a", "br"}
_TAGS = {"p", "ul", "ol", "li", *_INLINE_TAGS}
_RULES = ["list", "emphasis", "link", "newline", "escape", "balance_pairs", "fragments_join"]

Address = Callable[[str], str]
"""From a link's target to its address; “” for a link that is not allowed."""


class Link(NamedTuple):
    """A link as written: target and text."""

    target: str
    label: str


@lru_cache(maxsize=4096)
def html(text: str) -> str:
    """Safe HTML: no raw tags, no images, only links to the web, mail and this site."""
    return _cleaned(_MARKDOWN.render(text), _TAGS)


def inline_html(text: str, address: Address) -> str:
    """Safe HTML of text within one block: emphasis and links with the addresses of ``address``."""
    tokens = [_with_address(token, address) for token in _ALL_LINKS.parseInline(text)]
    return _cleaned(_ALL_LINKS.renderer.render(tokens, _ALL_LINKS.options, {}), _INLINE_TAGS)


def plain(text: str) -> str:
    """The text of a block without Markdown syntax."""
    return unescape(_cleaned(_ALL_LINKS.renderInline(text), set()))


def links_in(text: str) -> list[str]:
    """The targets of all links."""
    return [link.target for token in _ALL_LINKS.parse(text) for link in _links(token.children or ())]


def links_of(text: str) -> list[Link]:
    """All links in the text of a block."""
    return [link for token in _ALL_LINKS.parseInline(text) for link in _links(token.children or ())]


def is_safe(link: str) -> bool:
    """Whether a link is kept when rendering."""
    try:
        scheme = urlsplit(link).scheme
    except ValueError:
        return False
    return not link.startswith("//") and (not scheme or scheme in SCHEMES)


def _parser(accepts: Callable[[str], bool]) -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    known = {rule for rules in parser.get_all_rules().values() for rule in rules}
    parser.enable([rule for rule in _RULES if rule in known])
    setattr(parser, "validateLink", accepts)  # noqa: B010 - markdown-it's documented way to configure it
    return parser


_MARKDOWN = _parser(is_safe)
_ALL_LINKS = _parser(lambda _: True)
"""Also parses links that rendering refuses, so that they can be reported."""


def _cleaned(rendered: str, tags: set[str]) -> str:
    return nh3.clean(
        rendered,
        tags=tags,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
    ).strip()


def _links(tokens: Sequence[Token]) -> Iterator[Link]:
    for number, token in enumerate(tokens):
        if token.type == "link_open":
            inside = _until_closed(tokens[number + 1 :])
            yield Link(str(token.attrGet("href")), "".join(part.content for part in inside).strip())


def _until_closed(tokens: Sequence[Token]) -> Iterator[Token]:
    """Links cannot be nested, so the next closing token is the right one."""
    for token in tokens:
        if token.type == "link_close":
            return
        yield token


def _with_address(token: Token, address: Address) -> Token:
    """The token with link addresses, without links that are not allowed."""
    kept: list[Token] = []
    unreadable = False
    for child in token.children or ():
        if child.type == "link_open":
            target = address(str(child.attrGet("href")))
            unreadable = not target
            child.attrSet("href", target)
        if not (unreadable and child.type in ("link_open", "link_close")):
            kept.append(child)
    token.children = kept
    return token
