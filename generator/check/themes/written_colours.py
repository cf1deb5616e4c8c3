"""Colours in style sheets that are no tokens, so their contrast cannot be checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2
from tinycss2 import color4

from generator.problems import Problem
from generator.sources.yaml.nodes import Place

_PROPERTIES = frozenset(("color", "background", "background-color", "background-image", "fill"))
_NAMED = 5
_PRINT = "print"  # paper is white and has no dark scheme

# Any in this module: the nodes of tinycss2 have no types.


def written_colours(file: str, css: str) -> Iterator[Problem]:
    """Advice on text and background colours that a sheet sets without tokens."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True)
    declared = (one.value for one in _declarations(rules) if one.lower_name in _PROPERTIES)
    if found := [colour for value in declared for colour in _colours(value)]:
        line, column = found[0].source_line, found[0].source_column
        shown = [*dict.fromkeys(colour.serialize() for colour in found)]
        yield Place(file, line, column, line, column + len(shown[0])).problem(
            "W651",
            f"This sheet writes colours itself ({', '.join(shown[:_NAMED])}): they are the same in the dark,"
            " and nobody looks whether words can be read on them.",
            "Make tokens of them in theme.yaml, below “tokens:” and “dark:”, and write var(--group-name).",
        )


def _declarations(rules: Iterable[Any]) -> Iterator[Any]:
    for rule in rules:
        if rule.type == "declaration":
            yield rule
        elif rule.type in ("qualified-rule", "at-rule") and rule.content and not _is_for_paper(rule):
            yield from _declarations(tinycss2.parse_blocks_contents(rule.content, skip_comments=True))


def _is_for_paper(rule: Any) -> bool:
    about = tinycss2.serialize(rule.prelude).lower()
    return rule.type == "at-rule" and rule.lower_at_keyword == "media" and _PRINT in about


def _colours(value: Iterable[Any]) -> Iterator[Any]:
    """Visible colours: transparent ones only end gradients."""
    for part in value:
        if part.type not in ("ident", "hash", "function"):
            continue
        colour = color4.parse_color(part)
        if colour is None and part.type == "function":
            yield from _colours(part.arguments)
        elif colour is not None and colour != "currentcolor" and colour.alpha > 0:
            yield part
