"""Paper cannot hide a question: when it is to be answered stands there in words."""

from __future__ import annotations

import pytest

from forms.expressions import BOOLEAN, NUMBER, TEXT, Choice, Expression, Kind, ListOf, compile_expression
from forms.fields import field_types
from forms.fields.base import Field, Option
from forms.model.form import Form, Page
from forms.model.paper_form import OnlyIf, Sheet
from forms.text.language import ENGLISH

SORTS = (Option(key="new", label="A new one"), Option(key="old", label="An old one"))
SCOPE: dict[str, Kind] = {
    "sort": Choice(("new", "old")),
    "sorts": ListOf(Choice(("new", "old"))),
    "open": BOOLEAN,
    "seats": NUMBER,
    "total": NUMBER,
    "work": TEXT,
}


def only_if(condition: str) -> OnlyIf | None:
    """What paper says of a question with this condition; the others are questions 1 to 5."""
    types = field_types()
    asked: list[Field] = [
        types["choice"](name="sort", label="Sort", options=SORTS),  # type: ignore[call-arg]
        types["multi_choice"](name="sorts", label="Sorts", options=SORTS),  # type: ignore[call-arg]
        types["yes_no"](name="open", label="Open?"),
        types["integer"](name="seats", label="Seats"),
        types["naics"](name="work", label="Work"),
    ]
    show_if: Expression | None = compile_expression(condition, SCOPE, BOOLEAN) if condition else None
    asked.append(types["text"](name="last", label="Last", show_if=show_if))
    form = Form(
        name="sample",
        agency="sample",
        title="Sample",
        pages=(Page(name="one", title="One", fields=tuple(asked)),),
    )
    return Sheet(form, ENGLISH).only_if(asked[-1])


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("open", "The answer to question 3 is “Yes”."),
        ("not open", "The answer to question 3 is “No”."),
        ("sort == 'new'", "The answer to question 1 is “A new one”."),
        ("sort != 'new'", "The answer to question 1 is not “A new one”."),
        ("sort in ['new', 'old']", "The answer to question 1 is one of these: A new one · An old one."),
        ("'old' in sorts", "“An old one” is ticked at question 2."),
        ("seats >= 1200", "The answer to question 4 is 1,200 or more."),
        ("seats < 11", "The answer to question 4 is less than 11."),
    ],
)
def test_one_condition_is_one_sentence(condition: str, said: str) -> None:
    assert only_if(condition) == OnlyIf("Only if this is true:", (said,))


def test_a_constant_that_is_no_answer_of_its_question_is_not_said() -> None:
    assert only_if("work == '7225'") == OnlyIf("Leave this empty if it does not apply to you.")
    said = only_if("work == '722511'")
    assert said
    assert said.clauses == ("The answer to question 5 is “722511 Full-Service Restaurants”.",)


def test_conditions_that_all_must_hold_stand_one_below_the_other() -> None:
    found = only_if("open and seats > 0 and sort == 'old'")
    assert found
    assert found.opening == "Only if all of this is true:"
    assert len(found.clauses) == 3


def test_conditions_of_which_one_suffices_say_so() -> None:
    found = only_if("open or 'new' in sorts")
    assert found
    assert found.opening == "Only if at least one of these is true:"


@pytest.mark.parametrize("condition", ["total > 3", "seats + 1 > 3", "open and total > 3", "known(sort)"])
def test_what_no_sentence_can_say_becomes_a_general_note(condition: str) -> None:
    assert only_if(condition) == OnlyIf("Leave this empty if it does not apply to you.")


def test_a_question_without_a_condition_says_nothing() -> None:
    assert only_if("") is None
