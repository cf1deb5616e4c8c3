"""The values that evaluation takes and gives, beyond the shared vectors."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal, getcontext, localcontext
from typing import Any, NamedTuple

import pytest

from forms.expressions import Tree, evaluate


class Address(NamedTuple):
    zip: str
    floor: int | None


@pytest.mark.parametrize("value", [2.5, b"a", {1}, object(), datetime(2026, 3, 1, tzinfo=UTC), 1j])
def test_a_value_of_another_kind_is_unknown(value: object) -> None:
    assert evaluate(["get", "x"], {"x": value}) is None


@pytest.mark.parametrize(
    "number", [10**40, -(10**40), Decimal("NaN"), Decimal("Infinity"), Decimal("1e999999"),
               Decimal("1e-41"), Decimal("0." + "1" * 500)]
)  # fmt: skip
def test_a_number_beyond_the_limit_is_unknown(number: object) -> None:
    assert evaluate(["get", "x"], {"x": number}) is None


def test_a_huge_whole_number_is_unknown() -> None:
    assert evaluate(["get", "x"], {"x": 10**5000}) is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Decimal("1E+3"), "1000"),
        (Decimal("2.500"), "2.5"),
        (Decimal("-0.00"), "0"),
        (7, "7"),
        (Decimal("0E+99"), "0"),
    ],
)
def test_a_number_comes_out_in_its_shortest_form(number: object, shown: str) -> None:
    assert str(evaluate(["get", "x"], {"x": number})) == shown


def test_a_named_tuple_is_a_group() -> None:
    assert evaluate(["get", "place", "zip"], {"place": Address("94103", None)}) == "94103"
    assert evaluate(["get", "places", "floor"], {"places": [Address("1", 2), Address("2", None)]}) == (
        2,
        None,
    )
    assert evaluate(["count", ["get", "places"]], {"places": (Address("1", 2),)}) == 1


def test_a_time_is_exact_to_the_second_and_knows_no_zone() -> None:
    moment = time(9, 30, 15, 999_999, tzinfo=UTC)
    assert evaluate(["get", "at"], {"at": moment}) == time(9, 30, 15)


def test_evaluation_does_not_depend_on_the_decimal_context() -> None:
    with localcontext() as context:
        context.prec = 2
        assert getcontext().prec == 2
        assert evaluate(["*", ["num", "1234.5"], ["num", "3"]], {}) == Decimal("3703.5")
        assert evaluate(["neg", ["get", "x"]], {"x": 12345}) == -12345
        assert (
            evaluate(
                ["months_between", ["get", "a"], ["get", "b"]], {"a": date(1, 1, 1), "b": date(9999, 1, 1)}
            )
            == 119976
        )


def test_what_changes_in_the_scope_afterwards_does_not_matter() -> None:
    rows: list[Any] = ["a"]
    found = evaluate(["get", "rows"], {"rows": rows})
    rows.append("b")
    assert found == ("a",)


@pytest.mark.parametrize(
    "tree",
    [["nothing"], [], [[]], [None], ["get"], ["get", None], ["get", ["list"]], ["num"], ["num", True],
     ["num", "1", "2"], ["+", "a", "b"], ["if", None, "a", "b"], ["chain", "a", "b"], ["sum"], ["sum", "a"],
     ["get", "x", "y", "z"], ["get", "__class__"], ["__class__", "a"],
     ["round", ["num", "1"], ["num", "0.5"]]],
)  # fmt: skip
def test_a_tree_that_makes_no_sense_is_unknown(tree: Tree) -> None:
    assert evaluate(tree, {"x": "text"}) is None


def test_a_tree_is_followed_only_so_deep() -> None:
    tree: Tree = True
    for _ in range(100_000):
        tree = ["not", tree]
    assert evaluate(tree, {}) is None
    while isinstance(tree, list):  # Python itself cannot free so deep a list all at once
        tree = tree.pop()
