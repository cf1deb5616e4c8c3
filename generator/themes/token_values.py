"""The values of design tokens by type, and their notation in CSS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tinycss2 import color4

from generator.sources.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_NUMBER = r"-?(?:\d+(?:\.\d+)?|\.\d+)"

# Type of the W3C's format → pattern, and an example for the remedy.
TYPES: Mapping[str, tuple[re.Pattern[str], str]] = {
    "color": (re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})"), "#0b4a6f"),
    "dimension": (re.compile(rf"0|{_NUMBER}(?:px|rem|em|ch|%)"), "1.25rem"),
    "fontFamily": (re.compile(r"[^;{}]+"), 'Georgia, "Noto Serif", serif'),
    "fontWeight": (re.compile(r"[1-9]\d{0,2}|1000|normal|bold"), "600"),
    "number": (re.compile(_NUMBER), "1.5"),
    "duration": (re.compile(r"\d+(?:\.\d+)?m?s"), "150ms"),
}


def fits(kind: str, value: str) -> bool:
    """Whether a resolved value is valid for its type."""
    return bool(TYPES[kind][0].fullmatch(value))


def instead(kind: str, value: str) -> str:
    """The remedy for an invalid value."""
    if kind == "color":
        if not value:
            return (
                f'Put the colour in quotes: "{TYPES[kind][1]}". Without them everything after # is a comment.'
            )
        if same := _as_digits(value):
            return f'Write "{same}", which is the same colour.'
    if kind == "dimension":
        close = value.replace(" ", "")
        for same in (close, f"{close}px"):
            if fits(kind, same):
                return f"Write it with its unit and without a space: {same}"
    return f"Write a value like this one: {TYPES[kind][1]}"


def as_text(node: Node) -> ScalarNode | None:
    """The value as CSS text; None when no type has such a value.

    Besides text, it accepts objects of the format: ``{value: 1, unit: rem}``, a list of font families, and
    ``{colorSpace: srgb, components: [0, 0.2, 0.4]}``.
    """
    if isinstance(node, ScalarNode):
        return node
    if isinstance(node, SequenceNode):
        names = [item.text for item in node.items if isinstance(item, ScalarNode)]
        return ScalarNode(node.place, ",".join(map(_family, names)))
    return _dimension(node) or _colour(node)


def _as_digits(value: str) -> str:
    """A colour in other CSS notations, such as ``maroon`` or ``rgb(140 58 30)``, as ``#rrggbb``."""
    colour = color4.parse_color(value)
    if colour is None or colour == "currentcolor" or colour.alpha != 1:
        return ""
    return _hexadecimal(colour.to("srgb").coordinates)


def _hexadecimal(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{round(255 * min(max(part, 0), 1)):02x}" for part in parts)


def _family(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name) else f'"{name}"'


def _dimension(node: MappingNode) -> ScalarNode | None:
    value, unit = node.get("value"), node.get("unit")
    if isinstance(value, ScalarNode) and isinstance(unit, ScalarNode):
        return ScalarNode(node.place, f"{value.text}{unit.text}")
    return None


def _colour(node: MappingNode) -> ScalarNode | None:
    space, components = node.get("colorSpace"), node.get("components")
    if not (isinstance(space, ScalarNode) and space.text == "srgb" and isinstance(components, SequenceNode)):
        return None
    parts = [item.text for item in components.items if isinstance(item, ScalarNode)]
    if len(parts) != 3 or not all(re.fullmatch(_NUMBER, part) for part in parts):
        return None
    return ScalarNode(node.place, _hexadecimal(map(float, parts)))
