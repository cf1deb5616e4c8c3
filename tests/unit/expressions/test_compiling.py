"""Compiled expressions: their trees, the names they read, their JSON form."""

from __future__ import annotations

import pytest

from forms.expressions import (
    BOOLEAN,
    DATE,
    NUMBER,
    RESERVED_NAMES,
    TEXT,
    Choice,
    Expression,
    Group,
    Kind,
    ListOf,
    Tree,
    compile_expression,
)


def test_a_condition_becomes_a_compact_tree() -> None:
    scope = {"alterations": Choice(("yes", "no"))}
    expression = compile_expression("alterations == 'yes'", scope, BOOLEAN)
    assert expression.tree == ["==", ["get", "alterations"], "yes"]


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("n > 12.50", [">", ["get", "n"], ["num", "12.5"]]),
        ("n + 1 - .5", ["-", ["+", ["get", "n"], ["num", "1"]], ["num", "0.5"]]),
        ("0 < n <= 5", ["chain", ["num", "0"], "<", ["get", "n"], "<=", ["num", "5"]]),
        ("n not in [1, 2]", ["not", ["in", ["get", "n"], ["list", ["num", "1"], ["num", "2"]]]]),
        ("t + 'a'", ["join", ["get", "t"], "a"]),
        ("d - 3", ["add_days", ["get", "d"], ["neg", ["num", "3"]]]),
        ("today() > date('2026-03-01')", [">", ["get", "today"], ["date", "2026-03-01"]]),
        ("sum(rows.share)", ["sum", ["get", "rows", "share"]]),
        ("max(n, 0)", ["max", ["list", ["get", "n"], ["num", "0"]]]),
        ("round(n)", ["round", ["get", "n"], ["num", "0"]]),
        ("true if t == 'x' else False", ["if", ["==", ["get", "t"], "x"], True, False]),
        ("t == 'cafe\u0301'", ["==", ["get", "t"], "caf\u00e9"]),
    ],
)
def test_each_construct_has_one_tree(source: str, tree: Tree) -> None:
    kinds: dict[str, Kind] = {"n": NUMBER, "t": TEXT, "d": DATE}
    assert compile_expression(source, {**kinds, "rows": ListOf(Group({"share": NUMBER}))}).tree == tree


def test_names_are_the_roots_that_are_read() -> None:
    business = Group({"owners": ListOf(Group({"share": NUMBER}))})
    expression = compile_expression(
        "sum(business.owners.share) > limit and today() > date('2026-01-01')",
        {"business": business, "limit": NUMBER, "unused": TEXT},
    )
    assert expression.names == {"business", "limit"}


def test_a_field_may_be_called_like_a_function() -> None:
    assert compile_expression("count + length", {"count": NUMBER, "length": NUMBER}).names == {
        "count",
        "length",
    }


def test_a_whole_group_can_be_a_default() -> None:
    address = Group({"zip": TEXT})
    expression = compile_expression("otherwise(a, b)", {"a": address, "b": address}, address)
    assert expression.tree == ["otherwise", ["get", "a"], ["get", "b"]]


def test_choices_with_a_common_option_can_be_compared() -> None:
    scope = {"now": Choice(("yes", "no", "unsure")), "before": Choice(("yes", "no"))}
    assert compile_expression("now == before", scope).names == {"now", "before"}


def test_an_expression_survives_its_json_form() -> None:
    expression = compile_expression("n > 1 and t == 'a'", {"n": NUMBER, "t": TEXT})
    assert Expression.from_json(expression.to_json()) == expression
    assert expression.to_json()["names"] == ["n", "t"]
    assert hash(expression) == hash(Expression.from_json(expression.to_json()))


@pytest.mark.parametrize("name", sorted(RESERVED_NAMES - {"today", "true", "false", "True", "False"}))
def test_a_reserved_name_cannot_be_read(name: str) -> None:
    with pytest.raises(Exception, match=r"E20[4-5]"):
        compile_expression(f"{name} == 1", {name: NUMBER})
