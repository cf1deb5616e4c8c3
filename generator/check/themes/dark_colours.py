"""Colours that a theme sets for light only, so that dark inherits those of another theme."""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem
from generator.themes.tokens import PALETTE, Tokens


def missing_dark_colours(tokens: Tokens, own: str) -> Iterator[Problem]:
    """Advice on such colours; ``own`` is the theme's own file."""
    found = [
        name
        for name, value in tokens.light.items()
        if value.place.file == own and name in tokens.dark and tokens.dark[name].place.file != own
    ]
    if found := [name for name in found if tokens.kind(name) == "color" and not name.startswith(PALETTE)]:
        others = sorted({tokens.dark[name].place.file.split("/")[-2] for name in found})
        yield tokens.light[found[0]].place.problem(
            "W652",
            f"In the dark these colours are still those of {' and '.join(others)}: {', '.join(found)}.",
            "Say below “dark:” what they are there.",
        )
