"""What a value in YAML means: text, unless the model asks for something else."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.fields.base import Field
from forms.model.serialise import to_json
from generator.problems import Problem
from generator.sources.yaml.nodes import MappingNode, ScalarNode
from generator.sources.yaml.yaml_reader import read_yaml
from tests.unit.generator.dunes import FORM, changed, project


def made(folder: Path, old: str, new: str, name: str) -> Field:
    found = project(folder, changed(FORM, old, new))
    assert found.problems == ()
    return found.forms[0].field(name)


@pytest.mark.parametrize(
    "word", ["no", "NO", "Yes", "off", "02134", "12:30", "1_000", "0x1F", "1e3", "~", "null", "2026-03-01"]
)
def test_words_that_other_yaml_readers_change_stay_text(word: str, tmp_path: Path) -> None:
    assert made(tmp_path, "label: Which kind?", f"label: {word}", "other_kind").label == word


def test_option_keys_and_labels_stay_text(tmp_path: Path) -> None:
    field = made(
        tmp_path, "other: Something else", "no: No\n          01: 0123\n          other: Else", "kind"
    )
    options = {option.key: option.label for option in field.offered({})}
    assert options["no"] == "No"
    assert options["01"] == "0123"


def test_numbers_and_truths_are_read_where_the_type_asks_for_them(tmp_path: Path) -> None:
    seats = made(tmp_path / "1", "max: 500", 'max: "500"', "seats")
    extras = made(tmp_path / "2", "label: Price, min: 0", "label: Price, min: 0.50", "extras")
    recent = made(tmp_path / "3", "label: Floor plan", "label: Floor plan\n        max_files: 2", "papers")
    assert to_json(seats)["max"] == "500"  # exact numbers are written as text
    assert to_json(extras)["fields"][1]["min"] == "0.50"
    assert to_json(recent)["max_files"] == 2
    assert recent.required is False


def test_a_wrapped_label_is_one_line(tmp_path: Path) -> None:
    folded = "label: >\n          Which\n          kind?"
    assert made(tmp_path, "label: Which kind?", folded, "other_kind").label == "Which kind?"


def test_text_is_composed_unicode(tmp_path: Path) -> None:
    assert made(tmp_path, "label: Which kind?", "label: Cafe\u0301?", "other_kind").label == "Café?"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_reading_any_text_gives_nodes_or_problems_and_never_raises(text: str) -> None:
    problems: list[Problem] = []
    node = read_yaml(text, "any.yaml", problems)
    assert node is None or node.place.line >= 1
    assert all(problem.line >= 1 and 1 <= problem.column < problem.end_column for problem in problems)


VISIBLE = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))


@given(st.text(alphabet=VISIBLE, min_size=1, max_size=40))
def test_a_quoted_text_is_read_as_it_stands(text: str) -> None:
    problems: list[Problem] = []
    node = read_yaml("key: '" + text.replace("'", "''") + "'", "any.yaml", problems)
    if not problems:
        assert isinstance(node, MappingNode)
        value = node.get("key")
        assert isinstance(value, ScalarNode)
        assert value.text.split() == unicodedata.normalize("NFC", text).split()
