"""What ships with the language: a small script for the page, and a page of documentation."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from forms.expressions import (
    BOOLEAN,
    DATE,
    EVALUATE_JS,
    FUNCTION_NAMES,
    NUMBER,
    PROBLEMS,
    Group,
    Kind,
    ListOf,
    compile_expression,
)

DOCUMENT = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text("utf-8")


def test_the_script_for_the_page_stays_under_3000_bytes() -> None:
    assert len(gzip.compress(EVALUATE_JS.read_bytes(), 9)) < 3_000


def test_the_script_can_never_run_text_as_code() -> None:
    script = EVALUATE_JS.read_text("utf-8")
    assert [word for word in ("eval(", "Function(", "innerHTML", "import", "window") if word in script] == []


@pytest.mark.parametrize("name", sorted(FUNCTION_NAMES))
def test_every_function_is_documented(name: str) -> None:
    assert f"`{name}(" in DOCUMENT


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_problem_is_documented_in_the_words_of_the_table(code: str) -> None:
    assert f"| {code} | {PROBLEMS[code]} |" in DOCUMENT


EXAMPLES = re.findall(r"^\| [^|]+ \| `([^`]+)` \|$", DOCUMENT.split("## Examples from real forms")[1], re.M)
EXAMPLE_SCOPE: dict[str, Kind] = {
    **dict.fromkeys(("payroll", "notice", "seats"), NUMBER),
    **dict.fromkeys(("merchandise", "decor", "signage"), BOOLEAN),
    **dict.fromkeys(("born_on", "starts_on"), DATE),
    "owners": ListOf(Group({"share": NUMBER})),
}


def test_there_are_documented_examples() -> None:
    assert len(EXAMPLES) >= 7


@pytest.mark.parametrize("source", EXAMPLES)
def test_every_documented_example_compiles(source: str) -> None:
    assert compile_expression(source, EXAMPLE_SCOPE).names <= set(EXAMPLE_SCOPE)
