"""Parses a request template into a syntax tree with the column of every name.

Jinja's trees have lines only. So its parser is given tokens with their numbers as lines, without the text
between brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import jinja2
from jinja2 import nodes
from jinja2.lexer import TokenStream
from jinja2.parser import Parser

from generator.check.themes.on_request import ENVIRONMENT

_BESIDE = frozenset(("data", "whitespace", "comment_begin", "comment", "comment_end"))
_NEAR = 4  # most tokens between the line of a node and its word


class Token(NamedTuple):
    """A token inside curly brackets, and its offset in the template."""

    kind: str
    text: str
    offset: int


class Reading(NamedTuple):
    """The tree, and its tokens by line."""

    tree: nodes.Template
    tokens: tuple[Token, ...]

    def offset(self, line: int, word: str) -> int:
        """The offset of a word that belongs to a node of this line."""
        near = self.tokens[line - 1 : line - 1 + _NEAR]
        for token in near:
            if token.text == word:
                return token.offset
            if token.text[:1] in "\"'" and word in token.text:
                return token.offset + token.text.index(word)
        return near[0].offset


def reading(template: str) -> Reading | None:
    """Parse a template; None when it is invalid."""
    try:
        tokens = tuple(_tokens(template.replace("\r", " ")))
        numbered = ((line, token.kind, token.text) for line, token in enumerate(tokens, 1))
        parser = Parser(ENVIRONMENT, "")
        parser.stream = TokenStream(ENVIRONMENT.lexer.wrap(numbered), None, None)
        return Reading(parser.parse(), tokens)
    except jinja2.TemplateSyntaxError:
        return None


def _tokens(template: str) -> Iterator[Token]:
    at, is_raw = 0, False
    for _, kind, value in ENVIRONMENT.lex(template):
        at = template.index(value, at)  # Jinja has stripped white space here
        if kind in ("raw_begin", "raw_end"):
            is_raw = kind == "raw_begin"
        elif kind not in _BESIDE and not is_raw:
            yield Token(kind, value, at)
        at += len(value)
