"""Laws that hold for every input."""

from __future__ import annotations

import warnings
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forms.expressions import (
    NUMBER,
    Expression,
    ExpressionError,
    ExpressionProblem,
    Tree,
    compile_expression,
    evaluate,
)
from forms.expressions.operations import OPERATION_NAMES
from tests.fuzz.sources import KINDS, random_scope, random_source
from tests.fuzz.trees import hostile_tree

numbers = st.decimals(-(10**9), 10**9, places=4)
days = st.dates()
pieces = st.lists(
    st.one_of(
        st.text(max_size=4),
        st.sampled_from([*KINDS, *OPERATION_NAMES, "if", "else", " ", "(", ")", "[", "]", ",", ".", "'",
                         '"', "1", "0.5", "=", "lambda", "for", "{", "}", ":", "\\", "yes", "is", "not"]),
    ),
    max_size=14,
).map("".join)  # fmt: skip
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text() | st.dates()
    | st.datetimes() | st.times() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)  # fmt: skip

TREE = {
    "$defs": {
        "tree": {
            "oneOf": [
                {"type": ["boolean", "string"]},
                {
                    "type": "array",
                    "prefixItems": [{"enum": sorted(OPERATION_NAMES | {"get"})}],
                    "items": {"$ref": "#/$defs/tree"},
                    "minItems": 2,
                },
            ]
        }
    },
    "$ref": "#/$defs/tree",
}


@settings(max_examples=400, deadline=None)
@given(pieces)
def test_any_text_compiles_or_gives_problems_within_the_text(source: str) -> None:
    with warnings.catch_warnings(record=True) as noticed:
        warnings.simplefilter("always")
        found = _outcome(source)
    assert noticed == []
    if not isinstance(found, Expression):
        assert found
        assert all(0 <= p.start <= p.end <= len(source) and p.message and p.remedy for p in found)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9), values)
def test_evaluation_never_raises(seed: int, value: object) -> None:
    random = Random(seed)
    tree = hostile_tree(random, ["get", "n1"])
    scope = random_scope(random) | {name: value for name in KINDS if random.random() < 0.3}
    before = repr(scope)
    evaluate(tree, scope)
    assert repr(scope) == before


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9))
def test_compiled_trees_have_the_shape_that_is_promised(seed: int) -> None:
    found = _outcome(random_source(Random(seed)))
    if isinstance(found, Expression):
        Draft202012Validator(TREE).validate(found.tree)
        assert evaluate(found.tree, {}) == evaluate(found.tree, dict.fromkeys(KINDS))


@given(numbers, numbers, numbers)
def test_arithmetic_is_exact(a: Decimal, b: Decimal, c: Decimal) -> None:
    assert _holds("(a + b) + c == a + (b + c)", a=a, b=b, c=c)
    assert _holds("a * (b + c) == a * b + a * c", a=a, b=b, c=c)
    assert _holds("(a - b) + b == a and -(-a) == a and abs(a) >= a", a=a, b=b)
    assert _holds("floor(a) <= a <= ceil(a) and ceil(a) - floor(a) <= 1", a=a)


@given(numbers, st.integers(0, 4))
def test_rounding_is_half_up(a: Decimal, places: int) -> None:
    rounded = evaluate(["round", ["get", "a"], ["num", str(places)]], {"a": a})
    assert rounded == a.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@given(numbers, numbers.filter(bool))
def test_a_quotient_is_within_half_of_the_tenth_place(a: Decimal, b: Decimal) -> None:
    assert _holds("abs(a / b * b - a) <= abs(b) * 0.00000000005", a=a, b=b)


@given(days, days)
def test_adding_the_days_between_two_dates_reaches_the_second(a: date, b: date) -> None:
    assert (
        evaluate(["add_days", ["get", "a"], ["days_between", ["get", "a"], ["get", "b"]]], {"a": a, "b": b})
        == b
    )


@given(st.dates(date(100, 1, 1), date(9000, 1, 1)), st.integers(0, 900))
def test_the_months_between_a_date_and_the_same_day_months_later_are_those_months(
    a: date, months: int
) -> None:
    later: Tree = ["add_months", ["get", "a"], ["num", str(months)]]
    assert evaluate(["months_between", ["get", "a"], later], {"a": a}) == months
    assert evaluate(["years_between", ["get", "a"], later], {"a": a}) == months // 12


@given(days, days)
def test_the_months_between_two_dates_do_not_pass_the_second(a: date, b: date) -> None:
    first, second = sorted((a, b))
    scope = {"a": first, "b": second}
    months = evaluate(["months_between", ["get", "a"], ["get", "b"]], scope)
    assert isinstance(months, Decimal)
    reached = evaluate(["add_months", ["get", "a"], ["num", str(months)]], scope)
    further = evaluate(["add_months", ["get", "a"], ["num", str(months + 1)]], scope)
    assert isinstance(reached, date)
    assert reached <= second
    assert further is None or (isinstance(further, date) and further > second)


def _outcome(source: str) -> Expression | tuple[ExpressionProblem, ...]:
    try:
        return compile_expression(source, KINDS)
    except ExpressionError as error:
        return error.problems


def _holds(source: str, **scope: Decimal) -> bool:
    return evaluate(compile_expression(source, dict.fromkeys(scope, NUMBER)).tree, scope) is True
