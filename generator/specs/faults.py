"""Converts pydantic's errors into problems for authors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic_core import ErrorDetails

from generator.problems import Problem
from generator.problems.nearest import nearest
from generator.sources.yaml.nodes import MappingNode, Node, Place, ScalarNode, SequenceNode, in_words
from generator.specs.base import Spec, start_of

# Any: pydantic's error details have values of any type.


def as_problem(fault: ErrorDetails, model: type[Spec], node: MappingNode, around: MappingNode) -> Problem:
    """One error as a problem; its place is in ``around`` when something is missing."""
    key = str(fault["loc"][0])
    if fault["type"] == "missing":
        return _missing(model, key, start_of(around))
    place = _place(node, fault["loc"])
    context: Mapping[str, Any] = fault.get("ctx", {})
    if fault["type"] == "onceonly":
        return place.problem(context["code"], context["message"], context["remedy"])
    if fault["type"] == "literal_error":
        return _not_among(key, fault, model, place)
    return place.problem(*_in_words(key, fault["type"], context, node.get(key)))


def _missing(model: type[Spec], key: str, place: Place) -> Problem:
    declared = next(field for name, field in model.model_fields.items() if key in (name, field.alias))
    example = str(declared.examples[0]) if declared.examples else "…"
    shown = example if example.startswith("a list") else f"“{key}: {example}”"
    return place.problem(
        "E302",
        f"This {model.called} has no “{key}”: {declared.description}.",
        f"Add “{key}”, for example {shown}.",
    )


def _not_among(key: str, fault: ErrorDetails, model: type[Spec], place: Place) -> Problem:
    words = [*_words(model.model_fields[key].annotation)] if key in model.model_fields else []
    return place.problem(
        "E304", f"“{key}” cannot be “{fault['input']!s:.60}”.", nearest(str(fault["input"]), words)
    )


def _words(annotation: Any) -> Iterator[str]:
    """The texts that an annotation allows, in lists too."""
    for allowed in get_args(annotation):
        if isinstance(allowed, str):
            yield allowed
        else:
            yield from _words(allowed)


def _in_words(key: str, kind: str, context: Mapping[str, Any], node: Node | None) -> tuple[str, str, str]:
    """Code, message and remedy of an error of pydantic's own."""
    found = in_words(node) if node else "something else"
    listed = node.text[:60] if isinstance(node, ScalarNode) else "a, b"
    if kind == "string_type":
        return "E303", f"“{key}” must be one text, but this is {found}.", f"Write it as text: “{key}: …”."
    if kind in ("tuple_type", "list_type"):
        return "E303", f"“{key}” must be a list, but this is {found}.", f"Write a list: “{key}: [{listed}]”."
    if kind in ("dict_type", "model_type", "mapping_type"):
        return "E303", f"“{key}” must be keys with values, but this is {found}.", f"Write “{key}: {{a: b}}”."
    if kind == "too_short":
        return (
            "E304",
            f"“{key}” is empty.",
            "Add at least one entry, or leave out the key if it may be left out.",
        )
    if kind == "string_too_long":
        longest = context["max_length"]
        return "E304", f"“{key}” has more than {longest:,} characters.", "Shorten it."
    return "E304", f"“{key}” cannot have this value.", "Compare it with docs/spec-reference.md."


def _place(node: MappingNode, loc: Sequence[int | str]) -> Place:
    """The node at pydantic's location, as deep as the file goes; a key for errors of keys."""
    found: Node = node
    for step in loc:
        following = _step(found, step)
        if following is None:
            break
        found = following
    if loc[-1] == "[key]" and isinstance(found, MappingNode):
        return start_of(found)
    return found.place


def _step(node: Node, step: int | str) -> Node | None:
    if isinstance(node, MappingNode):
        return node.get(str(step))
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None
