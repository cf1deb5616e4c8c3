"""The published schemas accept the specs of the city, read as editors read YAML."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator.sources.yaml import load_document
from generator.sources.yaml.nodes import MappingNode, Node, SequenceNode
from tests.unit.generator.dunes import FILES, FORM, changed, written

ROOT = Path(__file__).parents[3]
SPECS = ROOT / "form_specs"


def as_editors_read(node: Node) -> object:
    """YAML 1.2: plain true and false are booleans, plain digits are numbers."""
    if isinstance(node, MappingNode):
        return {key.text: as_editors_read(value) for key, value in node.entries}
    if isinstance(node, SequenceNode):
        return [as_editors_read(item) for item in node.items]
    if node.style == "" and node.text in ("true", "false"):
        return node.text == "true"
    if node.style == "" and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", node.text):
        return float(node.text) if "." in node.text else int(node.text)
    return node.text


def faults(path: Path) -> list[str]:
    name = {"city": "city.json", "master_fields": "master_fields.json"}.get(path.stem, "form.json")
    schema = json.loads((ROOT / "docs" / "schema" / name).read_text("utf-8"))
    root = load_document(path, str(path)).root
    assert root is not None
    return [error.message for error in Draft202012Validator(schema).iter_errors(as_editors_read(root))]


@pytest.mark.parametrize("path", sorted(SPECS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_a_spec_of_the_demo_city_fits_its_schema(path: Path) -> None:
    assert faults(path) == []


def test_there_are_specs_to_try() -> None:
    assert len(list(SPECS.rglob("*.yaml"))) >= 20


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (FORM, "label: Which kind?", "lable: Which kind?"),
        (FORM, "type: content", "type: contents"),
        (FORM, "required: false", "required: no"),
        (FORM, "title: The rooms", "titel: The rooms"),
        ("master_fields.yaml", "sensitivity: public", "sensitivity: secret"),
        ("city.yaml", "name: Town of Dunes", "nme: Town of Dunes"),
    ],
)
def test_a_mistake_does_not_fit(name: str, old: str, new: str, tmp_path: Path) -> None:
    assert faults(written(tmp_path / "good", FILES) / name) == []
    assert faults(written(tmp_path / "bad", changed(name, old, new)) / name) != []
