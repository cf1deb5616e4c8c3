"""Design tokens in the manner of the W3C's format, printed as custom properties of CSS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.loader.nodes import Entries, Node, Text
from generator.problems import Problem

PALETTE = "brand."  # colours that other tokens refer to; pages never see them
_ALIAS = re.compile(r"\{([a-z0-9.-]+)\}")
_SAFE = re.compile(r"[^{};<>\\]*")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_MAX_STEPS = 20


class ThemeProblem(Exception):
    """A theme that cannot be used; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True)
class Tokens:
    """Token values by dotted name; ``dark`` holds those that differ in the dark."""

    light: Mapping[str, Text] = field(default_factory=dict)
    dark: Mapping[str, Text] = field(default_factory=dict)

    def under(self, theme: Tokens) -> Tokens:
        """These tokens with those of a theme that extends them on top."""
        return Tokens({**self.light, **theme.light}, {**self.dark, **theme.dark})

    def resolved(self, *, dark: bool = False) -> dict[str, str]:
        """The value of every token, its aliases followed; raises ThemeProblem."""
        values = {**self.light, **self.dark} if dark else self.light
        return {name: _resolve(values, text, 0) for name, text in values.items()}


def tokens_in(theme: Entries) -> Tokens:
    """The tokens of a ``theme.yaml``; raises ThemeProblem."""
    return Tokens(dict(_walk(theme.get("tokens"), "")), dict(_walk(theme.get("dark"), "")))


def custom_properties(tokens: Tokens) -> str:
    """The tokens as CSS: ``color.text`` becomes ``--color-text``."""
    light, dark = tokens.resolved(), tokens.resolved(dark=True)
    changed = {name: value for name, value in dark.items() if value != light.get(name)}
    return (
        "@layer tokens,base,components,theme;\n@layer tokens{\n"
        f":root{{{_declarations(light)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_declarations(changed)}}}}}\n}}\n"
    )


def _walk(node: Node | None, prefix: str) -> Iterator[tuple[str, Text]]:
    if not isinstance(node, Entries):
        return
    value = node.get("$value")
    if isinstance(value, Text):
        yield prefix.removesuffix("."), _checked(value)
        return
    for key, below in node.entries:
        if key.text.startswith("$"):
            continue
        if not _NAME.fullmatch(key.text) or not isinstance(below, Entries):
            raise ThemeProblem(_unreadable(key))
        yield from _walk(below, f"{prefix}{key.text}.")


def _checked(value: Text) -> Text:
    if not _SAFE.fullmatch(_ALIAS.sub("", value.text)):
        raise ThemeProblem(
            value.place.problem(
                "E503",
                f"The token value {value.text!r} holds a character that would end it: one of {{ }} ; < > \\.",
                "Write a plain CSS value, or the name of another token in braces.",
            )
        )
    return value


def _unreadable(key: Text) -> Problem:
    return key.place.problem(
        "E502",
        f"{key.text!r} is neither a token nor a group of tokens.",
        'Write a name in small letters, and below it: $value: "#0b4a6f"',
    )


def _resolve(values: Mapping[str, Text], text: Text, steps: int) -> str:
    def follow(alias: re.Match[str]) -> str:
        if alias[1] not in values or steps > _MAX_STEPS:
            raise ThemeProblem(_lost(text, alias[1], steps))
        return _resolve(values, values[alias[1]], steps + 1)

    return _ALIAS.sub(follow, text.text)


def _lost(text: Text, alias: str, steps: int) -> Problem:
    why = "leads back to itself" if steps > _MAX_STEPS else "is not defined"
    return text.place.problem(
        "E504",
        f"The token {{{alias}}} that this value refers to {why}.",
        "Refer to a token that this theme or the theme it extends defines.",
    )


def _declarations(values: Mapping[str, str]) -> str:
    shown = ((name, value) for name, value in values.items() if not name.startswith(PALETTE))
    return ";".join(f"--{name.replace('.', '-')}:{value}" for name, value in shown)
