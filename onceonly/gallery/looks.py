"""The looks of a theme (light, dark, paper) as separate style sheets, independent of the device."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.themes.properties import property_of
from generator.themes.tokens import PALETTE, Tokens

LOOKS = ("light", "dark", "paper")
_DARK = re.compile(r"@media screen and \(prefers-color-scheme:\s*dark\)")
_PAPER = re.compile(r"@media print\b")


def stylesheets(css: str) -> Mapping[str, str]:
    """The style sheet of each look, by name."""
    light = _DARK.sub("@media not all", css).replace("color-scheme:light dark", "color-scheme:light")
    dark = _DARK.sub("@media screen", css).replace("color-scheme:light dark", "color-scheme:dark")
    return {"light": light, "dark": dark, "paper": _PAPER.sub("@media all", light)}


def swatches(tokens: Tokens) -> str:
    """A class per colour and look: ``.light-color-text`` and ``.dark-color-text``."""
    looks = {"light": tokens.resolved(), "dark": tokens.resolved(dark=True)}
    rules = [
        f".{look}-{property_of(name)}{{background:{value}}}"
        for look, values in looks.items()
        for name, value in values.items()
        if tokens.kind(name) == "color"
    ]
    return "\n".join(rules) + "\n"


def tiers(tokens: Tokens) -> dict[str, list[str]]:
    """All tokens by the first word of their names, palette first."""
    found: dict[str, list[str]] = {PALETTE.rstrip("."): []}
    for name in tokens.light:
        found.setdefault(name.partition(".")[0], []).append(name)
    return {group: names for group, names in found.items() if names}
