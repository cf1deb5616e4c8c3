"""Design tokens in the W3C's format: tiers (brand, meaning, component), aliases, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.problems import Problem
from generator.problems.nearest import meant, nearest
from generator.sources.yaml.nodes import MappingNode, Node, ScalarNode
from generator.themes.token_values import TYPES, as_text, fits, instead

PALETTE = "brand."  # referred to by other tokens, and not published
_ALIAS = re.compile(r"\{([a-z0-9.-]+)\}")
_SAFE = re.compile(r"[^{};<>\\]*")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


class ThemeProblem(Exception):
    """A theme that cannot be used; ``problems`` holds all problems, ``problem`` the first."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(problems[0].message)
        self.problems = problems

    @property
    def problem(self) -> Problem:
        """The first problem."""
        return self.problems[0]


@dataclass(frozen=True)
class Tokens:
    """Token values by dotted name; ``dark`` holds values that differ in the dark scheme.

    ``types`` holds the ``$type`` of tokens and groups by their dotted names.
    """

    light: Mapping[str, ScalarNode] = field(default_factory=dict)
    dark: Mapping[str, ScalarNode] = field(default_factory=dict)
    types: Mapping[str, ScalarNode] = field(default_factory=dict)

    def under(self, theme: Tokens) -> Tokens:
        """These tokens, overridden by those of a theme that extends them."""
        return Tokens(
            {**self.light, **theme.light}, {**self.dark, **theme.dark}, {**self.types, **theme.types}
        )

    def written(self, *, dark: bool = False) -> Mapping[str, ScalarNode]:
        """The value of every token as written."""
        return {**self.light, **self.dark} if dark else self.light

    def resolved(self, *, dark: bool = False) -> dict[str, str]:
        """The resolved value of every token; raises ThemeProblem with all problems."""
        values = self.written(dark=dark)
        problems: list[Problem] = []
        found = {name: _resolve(values, name, problems) for name in values}
        problems = problems or [*self._option_errors(values, found)]
        if problems:
            raise ThemeProblem(*dict.fromkeys(problems))
        return found

    def kind(self, name: str) -> str:
        """The ``$type`` of a token: its own, or that of the nearest group, or ``""``."""
        while name:
            if name in self.types:
                return self.types[name].text
            name = name.rpartition(".")[0]
        return ""

    def _option_errors(self, values: Mapping[str, ScalarNode], found: Mapping[str, str]) -> Iterator[Problem]:
        """Invalid values; one that others refer to is reported once, at its place."""
        reported: set[str] = set()  # groups
        for name, value in found.items():
            kind, group = self.kind(name), name.partition(".")[0]
            if kind not in TYPES:
                if kind or group not in reported:
                    yield _untyped(name, values[name], kind, self.types)
                reported.add(group)
            elif not fits(kind, value) and kind not in self._misfitting(aliases_in(values[name]), found):
                yield _misfit(name, values[name], value, kind)

    def _misfitting(self, names: Iterable[str], found: Mapping[str, str]) -> set[str]:
        """The types of those tokens whose values are invalid."""
        return {kind for name in names if (kind := self.kind(name)) in TYPES and not fits(kind, found[name])}


def tokens_in(theme: MappingNode) -> Tokens:
    """The tokens of a ``theme.yaml``; raises ThemeProblem with all problems."""
    problems: list[Problem] = []
    types: dict[str, ScalarNode] = {}
    light = dict(_walk(theme.get("tokens"), "", types, problems))
    dark = dict(_walk(theme.get("dark"), "", types, problems))
    if problems:
        raise ThemeProblem(*problems)
    return Tokens(light, dark, types)


def aliases_in(value: ScalarNode) -> Sequence[str]:
    """The tokens that a value refers to."""
    return _ALIAS.findall(value.text)


def unknown_token(place: ScalarNode, name: str, known: Mapping[str, object]) -> Problem:
    """The problem of an unknown token name."""
    return place.place.problem(
        "E504", f"The token {{{name}}} that this value refers to is not defined.", nearest(name, known)
    )


def _walk(
    node: Node | None, prefix: str, types: dict[str, ScalarNode], problems: list[Problem]
) -> Iterator[tuple[str, ScalarNode]]:
    if not isinstance(node, MappingNode):
        return
    kind = node.get("$type")
    if isinstance(kind, ScalarNode) and prefix:
        types[prefix.removesuffix(".")] = kind
    value = node.get("$value")
    if value is not None:
        yield prefix.removesuffix("."), _checked(value, problems)
        return
    for key, below in node.entries:
        if key.text.startswith("$"):
            continue
        if _NAME.fullmatch(key.text) and isinstance(below, MappingNode):
            yield from _walk(below, f"{prefix}{key.text}.", types, problems)
        else:
            problems.append(_unreadable(key))


def _checked(node: Node, problems: list[Problem]) -> ScalarNode:
    value = as_text(node)
    if value is None:
        problems.append(
            node.place.problem(
                "E506",
                "This value has a shape that no type of token has.",
                'Write it as text, for example "#0b4a6f" or 1.25rem.',
            )
        )
        return ScalarNode(node.place, "")
    if not _SAFE.fullmatch(_ALIAS.sub("", value.text)):
        problems.append(
            value.place.problem(
                "E503",
                f"The token value {value.text!r} holds a character that would end it: one of {{ }} ; < > \\.",
                "Write a plain CSS value, or the name of another token in braces.",
            )
        )
    return value


def _unreadable(key: ScalarNode) -> Problem:
    return key.place.problem(
        "E502",
        f"{key.text!r} is neither a token nor a group of tokens.",
        'Write a name in small letters, and below it: $value: "#0b4a6f"',
    )


def _untyped(name: str, value: ScalarNode, kind: str, typed: Mapping[str, object]) -> Problem:
    why = f"has the type {kind!r}, which is unknown" if kind else "has no type"
    remedy = f"Write $type beside $value: one of {', '.join(TYPES)}."
    group, groups = name.partition(".")[0], {other.partition(".")[0] for other in typed}
    if not kind and group not in groups and (other := meant(group, groups)):
        remedy = f"No theme has a group “{group}”. Did you mean {other}?"
    return value.place.problem("E506", f"The token {name} {why}.", remedy)


def _misfit(name: str, written: ScalarNode, value: str, kind: str) -> Problem:
    means = "" if written.text == value else f", which {written.text} means,"
    return written.place.problem(
        "E506", f"The token {name} is a {kind}, but {value!r}{means} is none.", instead(kind, value)
    )


def _resolve(
    values: Mapping[str, ScalarNode], name: str, problems: list[Problem], via: tuple[str, ...] = ()
) -> str:
    def follow(alias: re.Match[str]) -> str:
        if alias[1] not in values:
            problems.append(unknown_token(values[name], alias[1], values))
        elif alias[1] in (steps := (*via, name)):
            circle = steps[steps.index(alias[1]) :]
            if name == max(circle):  # every token that leads into the cycle finds it; report it once
                problems.append(_circle(values[name], (*circle, alias[1])))
        else:
            return _resolve(values, alias[1], problems, (*via, name))
        return ""

    return _ALIAS.sub(follow, values[name].text)


def _circle(value: ScalarNode, steps: tuple[str, ...]) -> Problem:
    return value.place.problem(
        "E504",
        f"The token {{{steps[-1]}}} leads back to itself: {' → '.join(steps)}.",
        "Give one of them a value of its own.",
    )
