"""However YAML is broken, the place lies in the file and nothing falls over."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import Problem
from generator.sources.yaml.yaml_reader import read_yaml

PIECES = ["a", "key", ":", ": ", " ", "  ", "- ", "-", "'", '"', "{", "}", "[", "]", ",", "\t", "\n", "\r"]
PIECES += ["*", "&", "|", ">", "%", "@", "#", "\\", "x y", "é", "\n  ", "\n    - ", "\ufffd"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_broken_yaml_is_told_inside_the_file(text: str) -> None:
    problems: list[Problem] = []

    read_yaml(text, "form.yaml", problems)

    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        assert 1 <= problem.line <= len(lines) + 1
        assert problem.column >= 1
        assert problem.message
        assert problem.remedy


def test_an_open_quotation_mark_is_found_above_the_line_where_yaml_stumbles() -> None:
    problems: list[Problem] = []

    read_yaml("label: 'Which kind?\nhint: x\nshow_if: kind == 'other'\n", "form.yaml", problems)

    assert [(problem.line, problem.column) for problem in problems] == [(1, 8)]
    assert "never closed" in problems[0].message
