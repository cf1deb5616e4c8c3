"""Tokens as CSS custom properties."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.themes.tokens import PALETTE, Tokens

USED = re.compile(r"var\(--([\w-]+)")
"""A reference to a custom property in CSS."""


def property_of(token: str) -> str:
    """``color.text`` becomes ``color-text``, used in CSS as ``var(--color-text)``."""
    return token.replace(".", "-")


def custom_properties(tokens: Tokens) -> str:
    """The tokens as CSS, light first, then dark; raises ThemeProblem."""
    light, dark = tokens.resolved(), tokens.resolved(dark=True)
    changed = {name: value for name, value in dark.items() if value != light.get(name)}
    return (
        "@layer tokens,base,components,theme;\n@layer tokens{\n"
        f":root{{{_declarations(light)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_declarations(changed)}}}}}\n}}\n"
    )


def properties_used(css: str) -> set[str]:
    """The custom properties that CSS refers to."""
    return set(USED.findall(css))


def _declarations(values: Mapping[str, str]) -> str:
    public = ((name, value) for name, value in values.items() if not name.startswith(PALETTE))
    return ";".join(f"--{property_of(name)}:{value}" for name, value in public)
