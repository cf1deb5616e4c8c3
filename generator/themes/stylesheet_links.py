"""Finds the addresses in a style sheet, with their places, as browsers read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.themes.minify import STRING

_TOKEN = re.compile(
    rf"""(?P<text>{STRING})|(?P<bare>(?<![\w-])url\(\s*(?P<address>[^"'()]+?)\s*\))"""
    r"|@(?P<rule>[\w-]+)|(?P<opens>(?<![\w-])[\w-]*\()|(?P<closes>\))|(?P<ends>[;{}])",
    re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(\n)|(.))", re.DOTALL | re.IGNORECASE)
_FETCH = frozenset(("url", "src", "image", "image-set", "-webkit-image-set"))
_LARGEST_SIGN = 0x10FFFF


class Link(NamedTuple):
    """An address and its range in the sheet, including quotes."""

    address: str
    start: int
    end: int
    is_import: bool = False
    is_bare: bool = False  # without quotes
    may_be_bare: bool = False  # needs no quotes
    is_broken: bool = False  # has a space, but no quotes


def links_in(css: str) -> Iterator[Link]:
    """All addresses that a sheet without comments loads, by functions such as ``url()`` or by ``@import``.

    Not names of namespaces, or addresses in strings.
    """
    rule = ""
    within: list[str] = []  # functions
    for token in _TOKEN.finditer(css):
        kind = token.lastgroup
        if kind == "rule":
            rule = token["rule"].lower()
        elif kind == "ends":
            rule, within = "", []
        elif kind == "opens":
            within.append(token["opens"][:-1].lower())
        elif kind == "closes":
            del within[-1:]
        elif rule != "namespace" and (link := _link(token, rule, within)):
            yield link
            rule = ""  # the rest of an @import are its conditions


def _link(token: re.Match[str], rule: str, within: list[str]) -> Link | None:
    is_import = rule == "import"
    if token["bare"]:
        written = token["address"]
        return Link(
            _unescaped(written),
            *token.span("address"),
            is_import,
            is_bare=True,
            may_be_bare=True,
            is_broken=bool(re.search(r"\s", _ESCAPE.sub("", written))),
        )
    around = within[-1] if within else ""
    if around in _FETCH or (is_import and not around):
        address = _unescaped(token["text"][1:-1])
        return Link(address, *token.span("text"), is_import, may_be_bare=around == "url")
    return None


def _unescaped(written: str) -> str:
    """An address with its escapes decoded."""
    return _ESCAPE.sub(lambda escape: _sign(escape[1]) if escape[1] else escape[3] or "", written)


def _sign(digits: str) -> str:
    return chr(number) if (number := int(digits, 16)) <= _LARGEST_SIGN else "\ufffd"
