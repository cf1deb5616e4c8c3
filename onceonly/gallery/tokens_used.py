"""Which tokens a piece of a page uses, found by matching its classes with the style sheet."""

from __future__ import annotations

import re

from generator.rendering.properties import properties_used, property_of
from generator.rendering.tokens import Tokens

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.(-?[a-zA-Z][\w-]*)")
_CLASSES = re.compile(r'class="([^"]*)"')


class TokenFinder:
    """Knows the rules of one theme's style sheet."""

    def __init__(self, css: str, tokens: Tokens) -> None:
        self._names = {property_of(name): name for name in tokens.light}
        found = ((_wanted(rule[1]), properties_used(rule[2])) for rule in _RULE.finditer(css))
        self._rules = [(wanted, used) for wanted, used in found if wanted and used]

    def in_html(self, html: str) -> list[str]:
        """The tokens of all rules that style a class in this HTML, by name."""
        classes = {one for found in _CLASSES.findall(html) for one in found.split()}
        used: set[str] = set()
        for wanted, properties in self._rules:
            if any(names <= classes for names in wanted):
                used |= properties
        return sorted(self._names[name] for name in used if name in self._names)


def _wanted(selectors: str) -> list[set[str]]:
    """The classes that each selector of a rule asks for; plain elements are left to the base."""
    found = [set(_CLASS.findall(selector)) for selector in selectors.split(",")]
    return [names for names in found if names]
