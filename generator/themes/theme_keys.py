"""The keys of a ``theme.yaml`` and their kinds of value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml import Document
from generator.sources.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, in_words

_BEGIN = "Begin with the line “extends: base”; “onceonly new theme” writes a whole one."
_TOKENS = "Write groups of tokens below it, indented alike, for example: color: {page: {$value: …}}."
_PAIRS = "Write ratios below it, each with tokens and what is behind them: “3”: {color.line: [color.page]}."
_REMEDIES = {
    "extends": "Write the name of one theme, for example: extends: base",
    "tokens": _TOKENS,
    "dark": _TOKENS,
    "contrast": _PAIRS,
}


def problems_of_keys(document: Document) -> Iterator[Problem]:
    """The problems of a ``theme.yaml``'s keys, before its tokens are read."""
    for problem in document.problems:  # the same problems as in forms, with another introduction
        yield replace(problem, remedy=_BEGIN) if problem.code == "E113" else problem
    for key, value in document.root.entries if document.root else ():
        if key.text in _REMEDIES:
            yield from _misfit(key, value)
        elif not key.text.startswith("$"):
            message = f"No theme has the key “{key.text}”."
            yield key.place.problem("E518", message, nearest(key.text, _REMEDIES))


def _misfit(key: ScalarNode, value: Node) -> Iterator[Problem]:
    """A value of the wrong kind. Tokens and ratios may be empty, names may not."""
    is_empty = isinstance(value, ScalarNode) and not value.text.strip()
    if key.text == "extends":
        if is_empty or not isinstance(value, ScalarNode):
            yield _expected("the name of a theme", key, value)
    elif isinstance(value, MappingNode):
        yield from _misfits_of_pairs(key, value) if key.text == "contrast" else ()
    elif not is_empty:
        yield _expected("a mapping of keys to values", key, value)


def _misfits_of_pairs(key: ScalarNode, promised: MappingNode) -> Iterator[Problem]:
    for ratio, fronts in promised.entries:
        if not ratio.text.replace(".", "", 1).isdecimal():
            message = f"A ratio is expected here, but this is “{ratio.text[:60]}”."
            yield ratio.place.problem("E518", message, _PAIRS)
        elif not isinstance(fronts, MappingNode):
            yield _expected("a mapping of tokens to lists of tokens", key, fronts, ratio)
        else:
            for front, backs in fronts.entries:
                if not isinstance(backs, SequenceNode) or not all(
                    isinstance(back, ScalarNode) for back in backs.items
                ):
                    yield _expected("a list of tokens", key, backs, front)


def _expected(what: str, key: ScalarNode, value: Node, within: ScalarNode | None = None) -> Problem:
    of = within or key
    is_empty = isinstance(value, ScalarNode) and not value.text.strip()
    place = of.place if is_empty else value.place
    found = "nothing" if is_empty else in_words(value)
    message = f"“{of.text[:60]}” wants {what}, but this is {found}."
    return place.problem("E518", message, _REMEDIES[key.text])
