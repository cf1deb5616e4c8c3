"""Lists: rows come, go, stay themselves, keep what a page leaves out, and hide what is secret."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.expressions import compile_expression, evaluate
from forms.fields.base import Option
from forms.fields.rows import Row
from forms.fields.types.list import List
from forms.fields.types.multi_choice import MultiChoice
from forms.fields.types.naics import Naics
from forms.fields.types.percentage import Percentage
from forms.fields.types.person_name import Name, PersonName
from forms.fields.types.ssn_or_itin import SsnOrItin
from forms.fields.types.text import Text
from forms.text.language import ENGLISH
from tests.work import calls

NAME = Text(name="name", label="Name")
SHARE = Percentage(name="share", label="Share")
NUMBER = SsnOrItin(name="tax_number", label="Tax number")
OWNERS = List(name="owners", label="Owners", fields=(NAME, SHARE, NUMBER), min=1, max=3)
MEI = Row("a1b2c3d4", {"name": "Mei Chen", "share": Decimal(60), "tax_number": "123-45-6789"})


def test_a_new_row_gets_an_id_of_its_own_and_a_known_one_keeps_it() -> None:
    rows = _read(
        OWNERS, {"0.id": "a1b2c3d4", "0.name": "Mei", "0.share": "60", "1.id": "", "1.name": "Ana"} | _rest(1)
    )
    assert rows[0].id == "a1b2c3d4"
    assert len(rows[1].id) == 8
    assert rows[1].id != rows[0].id


@pytest.mark.parametrize("own", ["a1b2c3d4", "<b>", "x" * 41, "ä"])
def test_an_id_that_is_taken_or_was_never_given_out_is_replaced(own: str) -> None:
    posted = {"0.id": "a1b2c3d4", "0.name": "Mei", "1.id": own, "1.name": "Ana"} | _rest(0) | _rest(1)
    rows = _read(OWNERS, posted)
    assert rows[0].id == "a1b2c3d4"
    assert rows[1].id not in (own, "a1b2c3d4")


def test_rows_in_which_nothing_was_typed_do_not_count() -> None:
    rows = _read(OWNERS, {"0.id": "a1b2c3d4", "0.name": " ", "5.name": "Ana"} | _rest(5))
    assert [row.values["name"] for row in rows] == ["Ana"]


def test_more_rows_than_there_is_room_for_are_an_error_and_never_dropped() -> None:
    posted = {f"{i}.name": "Ana" for i in range(4)}
    for i in range(4):
        posted |= _rest(i)
    errors = _errors(OWNERS, posted)
    assert errors == {"": "Owners: there is room for 3 rows only. Remove the others."}


def test_each_error_names_its_row_and_column() -> None:
    assert _errors(OWNERS, {"2.name": "Ana", "2.share": "lots"} | {"2.tax_number": "000-12-1234"}).keys() == {
        "2.share",
        "2.tax_number",
    }
    assert _errors(OWNERS, {"7.share": "50"}).keys() == {"7.name", "7.tax_number"}


def test_an_error_inside_a_column_of_several_parts_leads_to_the_part() -> None:
    people = List(name="people", label="People", fields=(Name(name="name", label="Name"), SHARE))
    assert _errors(people, {"0.share": "5"}).keys() == {"0.name.given"}


def test_columns_that_a_form_leaves_out_are_kept_by_row_id_even_when_rows_move() -> None:
    names_only = List(name="owners", label="Owners", fields=(NAME, SHARE, NUMBER), only=("name",))
    ana = Row("0f0f0f0f", {"name": "Ana", "share": Decimal(40)})
    answered = _read(
        names_only, {"0.id": "0f0f0f0f", "0.name": "Ana Ruiz", "1.id": "a1b2c3d4", "1.name": "Mei Chen"}
    )
    merged = names_only.merge((MEI, ana), answered)
    assert merged == (Row("0f0f0f0f", {"name": "Ana Ruiz", "share": Decimal(40)}), MEI)


def test_a_removed_row_does_not_come_back_and_a_cleared_answer_stays_cleared() -> None:
    optional = List(
        name="owners", label="Owners", fields=(NAME, Percentage(name="share", label="S", required=False))
    )
    answered = _read(optional, {"0.id": "a1b2c3d4", "0.name": "Mei Chen", "0.share": ""})
    assert optional.merge((MEI, Row("0f0f0f0f", {"name": "Ana"})), answered)[0].values["name"] == "Mei Chen"
    assert "share" not in optional.merge((MEI,), answered)[0].values
    assert len(optional.merge((MEI, Row("0f0f0f0f", {"name": "Ana"})), answered)) == 1


def test_nothing_answered_stays_nothing_whatever_was_known() -> None:
    assert OWNERS.merge((MEI,), None) is None
    assert OWNERS.merge(None, (MEI,)) == (MEI,)


def test_a_secret_that_is_left_empty_in_a_known_row_is_kept() -> None:
    answered = _read(OWNERS, {"0.id": "a1b2c3d4", "0.name": "Mei Chen", "0.share": "60", "0.tax_number": ""})
    assert OWNERS.merge((MEI,), answered) == (MEI,)
    assert OWNERS.lacking(OWNERS.merge((MEI,), answered)) == ()


def test_a_row_that_pretends_to_be_known_still_lacks_its_secret() -> None:
    answered = _read(OWNERS, {"3.id": "deadbeef", "3.name": "Eve", "3.share": "1", "3.tax_number": ""})
    (error,) = OWNERS.lacking(OWNERS.merge((MEI,), answered))
    assert error.part == "3.tax_number"


def test_a_required_secret_of_a_new_row_is_asked_for() -> None:
    assert _errors(OWNERS, {"0.id": "", "0.name": "Ana", "0.share": "5"}).keys() == {"0.tax_number"}


def test_a_known_secret_never_reaches_the_page() -> None:
    (row,) = OWNERS.rows(OWNERS.typed((MEI,), ENGLISH), {}, (MEI,), ENGLISH)
    assert row.v["tax_number"] == ""
    assert row.masked["tax_number"] == "•••-••-6789"
    assert row.v["name"] == "Mei Chen"
    assert "123-45" not in OWNERS.display((MEI,), ENGLISH) + OWNERS.text((MEI,))


def test_a_secret_typed_anew_is_shown_again_after_an_error() -> None:
    typed = OWNERS.typed_again({"0.id": ["a1b2c3d4"], "0.tax_number": ["999"]})
    (row,) = OWNERS.rows(typed, {"0.tax_number": "Wrong."}, (MEI,), ENGLISH)
    assert row.v["tax_number"] == "999"
    assert row.e["tax_number"] == "Wrong."


def test_a_page_shows_as_many_rows_as_there_must_be() -> None:
    two = List(name="names", label="Names", fields=(NAME,), min=2)
    assert [(row.i, row.n) for row in two.rows({}, {}, None, ENGLISH)] == [(0, 1), (1, 2)]
    assert [(row.i, row.n) for row in two.rows({"4.name": "x"}, {}, None, ENGLISH)] == [(4, 1), (5, 2)]
    assert two.rows({}, {}, None, ENGLISH)[0].v["name"] == ""


def test_a_row_shows_its_errors_by_column_and_by_part() -> None:
    people = List(name="people", label="People", fields=(Name(name="name", label="Name"), SHARE))
    (row,) = people.rows({"0.share": "x"}, {"0.name.given": "Enter it.", "0.share": "No."}, None, ENGLISH)
    assert row.e == {"name.given": "Enter it.", "name.": "yes", "name": "Enter it.", "share": "No."}
    assert row.e["tax_number"] == ""


def test_add_adds_a_row_after_the_last_until_there_is_no_room() -> None:
    posted: Mapping[str, Any] = {"0.name": ["Mei"], "6.name": ["Ana"]}
    more = OWNERS.apply_list_action("add", posted)
    assert [row.i for row in OWNERS.rows(OWNERS.typed_again(more), {}, None, ENGLISH)] == [0, 6, 7]
    assert OWNERS.apply_list_action("add", more) == more


def test_remove_takes_one_row_away_and_leaves_the_others_as_they_are() -> None:
    posted = {"1.name": ["Mei"], "1.share": ["5"], "11.name": ["Ana"], "2.name": ["Bo"]}
    assert OWNERS.apply_list_action("remove.1", posted) == {"11.name": ["Ana"], "2.name": ["Bo"]}
    assert OWNERS.apply_list_action("remove.99", posted) == posted


@pytest.mark.parametrize("button", ["remove", "remove.", "remove..", "explode", "", "add.1.2", "remove.1'"])
def test_an_unknown_button_changes_nothing(button: str) -> None:
    posted = {"1.name": ["Mei"]}
    assert OWNERS.apply_list_action(button, posted) == posted


def test_several_ticks_in_a_row_come_back_as_several() -> None:
    days = MultiChoice(name="days", label="Days", options=(Option("mon", "Monday"), Option("tue", "Tuesday")))
    hours = List(name="hours", label="Hours", fields=(days,))
    typed = hours.typed_again({"0.days": ["mon", "tue"]})
    assert hours.rows(typed, {}, None, ENGLISH)[0].v["days"] == ["mon", "tue"]


def test_words_for_a_kind_of_work_in_a_row_get_suggestions_to_pick_from() -> None:
    places = List(name="places", label="Places", fields=(Naics(name="work", label="Work"),))
    posted = {"0.work": ["restaurant"], "1.work": ["722511"]}
    first, second = places.rows(places.typed_again(posted), {}, None, ENGLISH)
    assert [found.key for found in first.suggested["work"]] == ["722511", "722513"]
    assert second.suggested["work"] == ()
    picked = places.read(posted | {"0.work.pick": ["722513"]}, ENGLISH, {}).value
    assert [row.values["work"] for row in picked] == ["722513", "722511"]


def test_expressions_sum_over_rows_and_a_missing_answer_is_unknown() -> None:
    rule = compile_expression("sum(owners.share) <= 100", {"owners": OWNERS.kind})
    ana = Row("0f0f0f0f", {"name": "Ana"})
    assert evaluate(rule.tree, {"owners": OWNERS.plain((MEI,))}) is True
    assert evaluate(rule.tree, {"owners": OWNERS.plain((MEI, ana))}) is None


@pytest.mark.parametrize(
    "stored",
    [
        [{"name": "Mei"}],
        [{"id": "a", "name": "Mei"}, {"id": "a", "name": "Ana"}],
        [{"id": "a", "colour": "blue"}],
        [{"id": "a", "share": 60}],
        [{"id": "a b", "name": "Mei"}],
        ["Mei"],
        {"id": "a"},
    ],
)
def test_rows_of_another_shape_are_refused(stored: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        OWNERS.from_json(stored)


def test_a_spec_that_no_list_can_keep_is_named() -> None:
    wrong = List(name="x", label="X", fields=(NAME,), min=4, max=3, only=("nmae",))
    assert [error.option for error in wrong.option_errors()] == ["max", "only"]
    assert [error.option for error in List(name="x", label="X").option_errors()] == ["fields"]


ROWS = st.lists(
    st.tuples(
        st.text(min_size=1, max_size=20).map(str.strip).filter(str.isprintable).filter(bool),
        st.integers(0, 100),
        st.integers(0, 50),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row[2],
)


@settings(max_examples=60)
@given(ROWS)
def test_rows_read_back_as_they_were_whatever_their_numbers(rows: list[tuple[str, int, int]]) -> None:
    field = List(name="people", label="People", fields=(Name(name="name", label="Name"), SHARE))
    posted = {f"{i}.name.given": [name] for name, _, i in rows} | {
        f"{i}.share": [str(share)] for _, share, i in rows
    }
    value = field.read(posted, ENGLISH, {}).value
    if value is None:  # a name of characters that are dropped
        return
    typed = {part: [str(text)] for part, text in field.typed(value, ENGLISH).items()}
    assert field.read(typed, ENGLISH, {}).value == value
    assert field.from_json(field.to_json(value)) == value
    assert [row.values["share"] for row in value] == [
        share for _, share, _ in sorted(rows, key=lambda row: row[2])
    ]
    assert isinstance(value[0].values["name"], PersonName)


def _rest(i: int) -> dict[str, str]:
    return {f"{i}.share": "10", f"{i}.tax_number": "123-45-6789"}


def _read(field: List, posted: Mapping[str, str]) -> tuple[Row, ...]:
    reading = field.read({part: [text] for part, text in posted.items()}, ENGLISH, {})
    assert reading.errors == ()
    rows: tuple[Row, ...] = reading.value
    return rows


def _errors(field: List, posted: Mapping[str, str]) -> dict[str, str]:
    reading = field.read({part: [text] for part, text in posted.items()}, ENGLISH, {})
    assert reading.value is None
    return {error.part: ENGLISH.say(error.message) for error in reading.errors}


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "{{ 7 }}", "x" * 10_000])
def test_hostile_rows_are_shown_changed_and_read_without_an_exception(text: str) -> None:
    parts = (
        "0.id",
        "0.name",
        "0.share",
        "0.share.x.y",
        "9999.name",
        "10000.name",
        "-1.name",
        "00.name",
        "x",
        text,
    )
    posted = dict.fromkeys(parts, (text, text))
    typed = OWNERS.typed_again(posted)
    assert {row.i for row in OWNERS.rows(typed, {}, (MEI,), ENGLISH)} == {0, 9999}
    assert OWNERS.apply_list_action("add", posted).keys() - posted.keys() == {"10000.id"}
    assert all(ENGLISH.say(error.message) for error in OWNERS.read(posted, ENGLISH, {}).errors)


def test_ten_times_the_rows_take_no_more_than_about_ten_times_the_work() -> None:
    def work(rows: int) -> int:
        posted = {f"{i}.name": ["Ana"] for i in range(rows)} | {f"{i}.id": [f"r{i}"] for i in range(rows)}

        def answer() -> None:
            errors = OWNERS.read(posted, ENGLISH, {}).errors
            assert errors
            wrong = {error.part: "Wrong" for error in errors}
            assert len(OWNERS.rows(OWNERS.typed_again(posted), wrong, None, ENGLISH)) == rows

        return calls(answer)

    assert work(1000) < 12 * work(100)
