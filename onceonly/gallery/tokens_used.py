"""The tokens that a part of a page uses, found by matching its classes and tags with the style sheet."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.themes.properties import properties_used, property_of
from generator.themes.tokens import Tokens

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.(-?[a-zA-Z][\w-]*)")
_CLASSES = re.compile(r'class="([^"]*)"')
_TAGS = re.compile(r"<([a-z][a-z0-9]*)")
_AROUND = frozenset(("html", "body", "main", "form"))  # ancestors of every piece where it is used
# What is not an element type in a selector: classes, ids, attributes and pseudo-classes with arguments.
_NO_TYPE = re.compile(r"[.#:]+[\w-]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?|\[[^\]]*\]")
_TYPE = re.compile(r"[a-z][a-z0-9]*")


class _Wanted(NamedTuple):
    """The classes and element types of a selector."""

    classes: set[str]
    tags: set[str]


class TokenFinder:
    """The rules of one theme's style sheet."""

    def __init__(self, css: str, tokens: Tokens) -> None:
        self._names = {property_of(name): name for name in tokens.light}
        found = ((_wanted(rule[1]), properties_used(rule[2])) for rule in _RULE.finditer(css))
        self._rules = [(wanted, used) for wanted, used in found if wanted and used]

    def in_html(self, html: str) -> list[str]:
        """The tokens of all rules that match a class in this HTML, by name."""
        classes = {one for found in _CLASSES.findall(html) for one in found.split()}
        tags = _AROUND.union(_TAGS.findall(html))
        used: set[str] = set()
        for wanted, properties in self._rules:
            if any(one.classes <= classes and one.tags <= tags for one in wanted):
                used |= properties
        return sorted(self._names[name] for name in used if name in self._names)


def _wanted(selectors: str) -> list[_Wanted]:
    """What each selector of a rule requires; selectors without a class are ignored."""
    return [
        _Wanted(classes, set(_TYPE.findall(_NO_TYPE.sub(" ", selector))))
        for selector in selectors.split(",")
        if (classes := set(_CLASS.findall(selector)))
    ]
