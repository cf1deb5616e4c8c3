"""A table in one test fails for each of its cases by name, and never because it is empty."""

from __future__ import annotations

import pytest

from tests.each import each, named


@each({"ten": 10, "two": 2, "twelve": 12})
def is_small(number: int) -> None:
    assert number < 10


def test_every_case_that_fails_is_named_with_what_was_wrong() -> None:
    with pytest.raises(pytest.fail.Exception) as failed:
        is_small()
    said = str(failed.value)
    assert said.startswith("2 of 3 cases fail:")
    assert "[ten]\n" in said
    assert "assert 12 < 10" in said
    assert "[two]" not in said


def test_cases_of_several_tables_are_tried_with_each_other() -> None:
    tried = []
    each(named("ab"), named([1, 2]))(lambda *row: tried.append(row))()
    assert tried == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]


@each(named(["own name"]))
def test_a_test_of_a_table_keeps_its_name(case: str) -> None:
    assert test_a_test_of_a_table_keeps_its_name.__name__ == "test_a_test_of_a_table_keeps_its_name"


def test_a_table_without_cases_is_told() -> None:
    with pytest.raises(pytest.fail.Exception):
        each({})(is_small)()
