"""Checks references between tiers of tokens (brand, meaning, component): only to earlier tiers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem
from generator.themes.tokens import Tokens, aliases_in

_BRAND = "brand"
_MEANING = ("color", "font", "weight", "size", "space")  # all other groups are components
_CALLED = ("the brand", "a meaning", "a component")


def references_to_later_tiers(tokens: Tokens) -> Iterator[Problem]:
    """Tokens that refer to a later tier, so that changing a component would affect the whole site."""
    for name, value in [*tokens.light.items(), *tokens.dark.items()]:
        for alias in aliases_in(value):
            if _tier(alias) > _tier(name):
                yield value.place.problem(
                    "E519",
                    f"The token {name} tells {_CALLED[_tier(name)]}, but refers to {alias}, which tells"
                    f" {_CALLED[_tier(alias)]}.",
                    _remedy(tokens, name, alias),
                )


def _tier(name: str) -> int:
    group = name.partition(".")[0]
    return 0 if group == _BRAND else 1 if group in _MEANING else 2


def _remedy(tokens: Tokens, name: str, alias: str) -> str:
    """A remedy with the value of the later token, resolved until its tier is allowed."""
    step, seen = alias, {alias}
    while step in tokens.light and _tier(step) > _tier(name):
        found = aliases_in(tokens.light[step])
        if len(found) != 1 or found[0] in seen:
            break
        step = found[0]
        seen.add(step)
    meant = f"“{{{step}}}”" if _tier(step) <= _tier(name) else "a value of its own"
    return f"Refer the other way round: give {name} {meant}, and let {alias} refer to {{{name}}}."
