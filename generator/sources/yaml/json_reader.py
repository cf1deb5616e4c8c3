"""Reads JSON as nodes: validated by Python's parser, then read as YAML's flow syntax."""

from __future__ import annotations

import json

from generator.problems import Problem
from generator.sources.yaml.nodes import MappingNode, Node, Place, ScalarNode, SequenceNode
from generator.sources.yaml.yaml_reader import read_yaml


def read_json(text: str, file: str, problems: list[Problem]) -> Node | None:
    """The value of ``text``, with nodes and places as for YAML; None when it is invalid."""
    try:
        json.loads(text, parse_int=str, parse_float=str)  # every number stays text
    except json.JSONDecodeError as error:
        problems.append(_syntax(error, file))
        return None
    node = read_yaml(text, file, problems)
    if node is not None:
        _refuse_null(node, problems)
    return node


def _syntax(error: json.JSONDecodeError, file: str) -> Problem:
    return Place(file, error.lineno, error.colno, error.lineno, error.colno + 1).problem(
        "E107",
        f"This is not valid JSON: {error.msg}.",
        "Compare the commas, quotation marks and brackets with the lines above.",
    )


def _refuse_null(node: Node, problems: list[Problem]) -> None:
    if isinstance(node, ScalarNode) and node.style == "" and node.text == "null":
        problems.append(
            node.place.problem(
                "E112", "There is no value here.", "Write a value, or leave out the whole line."
            )
        )
    for child in _children(node):
        _refuse_null(child, problems)


def _children(node: Node) -> tuple[Node, ...]:
    if isinstance(node, SequenceNode):
        return node.items
    return tuple(value for _, value in node.entries) if isinstance(node, MappingNode) else ()
