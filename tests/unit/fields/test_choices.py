"""Options: which are offered, which keys can be, and how choices are stored."""

from __future__ import annotations

import pytest

from forms.expressions import BOOLEAN, NUMBER, compile_expression
from forms.fields.base import Option, Reading
from forms.fields.types.choice import Choice
from forms.fields.types.multi_choice import MultiChoice
from forms.fields.types.select import Select
from forms.fields.types.yes_no import YesNo
from forms.text.language import ENGLISH
from tests.unit.fields.examples import built

COOKS = compile_expression("cooks", {"cooks": BOOLEAN})
OPTIONS = (
    Option("counter", "At a counter"),
    Option("tables", "At tables", show_if=COOKS),
    Option("street", "On the street"),
)
SERVES = Choice(name="serves", label="How do you serve?", options=OPTIONS)
PLACES = MultiChoice(name="places", label="Where do you serve?", options=OPTIONS)


def test_an_option_is_offered_only_when_its_condition_is_known_to_hold() -> None:
    assert [option.key for option in SERVES.offered({"cooks": True})] == ["counter", "tables", "street"]
    assert [option.key for option in SERVES.offered({"cooks": False})] == ["counter", "street"]
    assert [option.key for option in SERVES.offered({})] == ["counter", "street"]


def test_an_option_that_is_not_offered_is_refused_by_its_wording() -> None:
    assert SERVES.read({"": ("tables",)}, ENGLISH, {"cooks": True}) == Reading("tables")
    errors = SERVES.read({"": ("tables",)}, ENGLISH, {"cooks": False}).errors
    assert ENGLISH.say(errors[0].message) == (
        "How do you serve? “At tables” does not go with your other answers. Choose another option."
    )


def test_several_choices_are_refused_for_each_that_is_not_offered() -> None:
    reading = PLACES.read({"": ("street", "tables")}, ENGLISH, {})
    assert len(reading.errors) == 1
    assert PLACES.read({"": ("street", "counter")}, ENGLISH, {}) == Reading(("counter", "street"))


def test_conditions_of_options_reckon_with_other_answers() -> None:
    large = compile_expression("seats > 49", {"seats": NUMBER})
    field = Select(name="class", label="Class", options=(Option("a", "A", show_if=large), Option("b", "B")))
    assert [option.key for option in field.offered({"seats": 50})] == ["a", "b"]
    assert [option.key for option in field.offered({"seats": 49})] == ["b"]


@pytest.mark.parametrize(
    "stored", [[], ["counter", "counter"], ["street", "counter"], ["boat"], "counter", [["counter"]]]
)
def test_choices_are_stored_in_one_order_and_once_each(stored: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        PLACES.from_json(stored)


@pytest.mark.parametrize("stored", [1, 0, "true", "yes", None])
def test_only_true_and_false_are_a_stored_yes_or_no(stored: object) -> None:
    with pytest.raises(ValueError, match="true or false expected"):
        YesNo(name="home").from_json(stored)


def test_no_is_an_answer() -> None:
    assert YesNo(name="home").read({"": ("no",)}, ENGLISH, {}) == Reading(False)


@pytest.mark.parametrize(
    "key", ["", "A", "with space", "a.b", "hint", "error", "known", "-a", "é", "a\n", "x" * 61, "٣"]
)
def test_a_key_that_cannot_stand_in_a_page_is_named(key: str) -> None:
    option_errors = Choice(name="serves", options=(Option(key, "One"), Option("b", "Two"))).option_errors()
    assert [error.option for error in option_errors] == ["options"]
    assert repr(key) in option_errors[0].message


def test_a_choice_needs_two_options() -> None:
    assert "at least two" in Choice(name="serves", options=(Option("a", "One"),)).option_errors()[0].message


@pytest.mark.parametrize(
    ("counts", "option"),
    [
        ({"max_choices": "3"}, "max_choices"),
        ({"max_choices": "-1"}, "max_choices"),
        ({"min_choices": "2", "max_choices": "1"}, "min_choices"),
        ({"min_choices": "-1"}, "min_choices"),
        ({"min_choices": "3"}, "min_choices"),
    ],
)
def test_counts_that_cannot_be_reached_are_named(counts: dict[str, str], option: str) -> None:
    field = built("multi_choice", {"options": {"a": "A", "b": "B"}, **counts})
    assert [error.option for error in field.option_errors()] == [option]


def test_a_default_of_several_options_comes_in_the_order_of_the_options() -> None:
    field = built("multi_choice", {"options": {"a": "A", "b": "B"}})
    assert field.from_plain(("b", "a")) == ("a", "b")
    assert field.from_plain(("b", "x")) is None
