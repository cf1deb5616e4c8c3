"""Every mistake in a source is reported with its place, its cause and what to write instead."""

from __future__ import annotations

import pytest

from forms.expressions import (
    BOOLEAN,
    DATE,
    NUMBER,
    OPAQUE,
    PROBLEMS,
    TEXT,
    TIME,
    Choice,
    ExpressionError,
    ExpressionProblem,
    Group,
    Kind,
    ListOf,
    compile_expression,
)
from tests.each import each, named

OWNER = Group({"share": NUMBER, "name": TEXT, "kind": Choice(("person", "firm"))})
SCOPE = {
    "alterations": Choice(("yes", "no", "unsure")),
    "colour": Choice(("red", "green")),
    "cooking": BOOLEAN,
    "seats": NUMBER,
    "trade_name": TEXT,
    "opened_on": DATE,
    "opens_at": TIME,
    "plan": OPAQUE,
    "owners": ListOf(OWNER),
    "activities": ListOf(Choice(("food", "bar"))),
    "premises_address": Group({"zip": TEXT}),
    "business": Group({"employee_count": NUMBER}),
}

# code, source, the characters under the caret, a word of the remedy
MISTAKES = [
    ("E202", "  ", "  ", "Write a condition"),
    ("E203", "seats > 5\u200b", "\u200b", "type the place anew"),
    ("E203", "trade_name == '\u202eBo'", "\u202e", "type the place anew"),
    ("E203", "seats \x00> 5", "\x00", "type the place anew"),
    ("E203", "trade_name == '\ud800'", "\ud800", "type the place anew"),
    ("E203", "seats > ٣", "٣", "quoted text"),
    ("E203", "straße > 3", "ß", "quoted text"),
    ("E203", "trade_name == ‘Bo’", "‘", "straight quote"),
    ("E203", "seats – 1", "–", "Write - instead"),
    ("E203", "seats ≥ 1", "≥", "Write >= instead"),
    ("E203", "seats > $5", "$", "Leave it out"),
    ("E204", "seats +", "+", "what comes next"),
    ("E204", "seats and", "and", "what comes next"),
    ("E204", "(seats + 1", "(", "Close it"),
    ("E204", "seats + 1)", ")", "Leave it out"),
    ("E204", "[seats + 1)", ")", "Leave it out"),
    ("E204", "class == 1", "class", "Rename the field"),
    ("E204", "seats cooking", "cooking", "Put an operator"),
    ("E205", "lambda: 1", "lambda: 1", "functions that there are"),
    ("E205", "owners[0]", "owners[0]", "part's name"),
    ("E205", "(seats := 1)", "seats := 1", "Write =="),
    ("E205", "[x for x in owners]", "[x for x in owners]", "list.part"),
    ("E205", "sum(x for x in owners)", "(x for x in owners)", "list.part"),
    ("E205", "{'a': 1}", "{'a': 1}", "square brackets"),
    ("E205", "{1, 2}", "{1, 2}", "square brackets"),
    ("E205", "sum(*owners)", "*owners", "list itself"),
    ("E205", "sum(**owners)", "sum(**owners)", "simply"),
    ("E205", "seats ** 2 > 1", "seats ** 2", "floor(a / b)"),
    ("E205", "seats % 2", "seats % 2", "floor(a / b)"),
    ("E205", "cooking & cooking", "cooking & cooking", "and, or, not"),
    ("E205", "+seats", "+seats", "Leave the sign out"),
    ("E205", "~seats", "~seats", "Leave the sign out"),
    ("E205", "seats is seats", "seats is seats", "known(…)"),
    ("E205", "1 < seats not in [2]", "1 < seats not in [2]", "with and"),
    ("E205", "seats == None", "None", "not known(…)"),
    ("E205", "seats > 1 # many", "#", "line of its own"),
    ("E205", "...", "...", "simply"),
    ("E205", "trade_name.strip()", "trade_name.strip()", "simply"),
    ("E208", "seats > 1_000", "1_000", "digits"),
    ("E208", "seats > 1e3", "1e3", "digits"),
    ("E208", "seats > 0x10", "0x10", "digits"),
    ("E208", "seats == 02134", "02134", "quotes"),
    ("E208", "seats > 1,000", "000", "digits"),
    ("E208", "seats > 5j", "5j", "digits"),
    ("E208", f"seats > {'9' * 41}", "9" * 41, "40 digits"),
    ("E209", "trade_name == 'Bo", "'", "same quote"),
    ("E209", "trade_name == 'O'Neil'", "'", "same quote"),
    ("E209", "trade_name == r'Bo'", "r", "Leave the letter out"),
    ("E209", "f'{seats}'", "f", "Leave the letter out"),
    ("E209", "trade_name == 'B\\x6f'", "\\", "Leave it out"),
    ("E209", "trade_name in ['a' 'b']", "'a' 'b'", "commas"),
    ("E209", "trade_name == '''Bo'''", "'''Bo'''", "one quote"),
    ("E210", "seats = 5", "=", "Write =="),
    ("E210", "round(seats, places=2) > 1", "=", "Write =="),
    ("E210", "cooking && cooking", "&&", "Write and"),
    ("E210", "cooking || cooking", "||", "Write or"),
    ("E210", "!cooking", "!", "Write not"),
    ("E210", "seats <> 5", "<>", "Write !="),
    ("E210", "seats === 5", "===", "Write =="),
    ("E210", "seats => 5", "=>", "Write <= or >="),
    ("E210", "cooking AND cooking", "AND", "small letters"),
    ("E210", "IF(seats > 3; 40; 20)", "IF", "if condition else"),
    ("E210", "seats * if(cooking, 1, 2)", "if", "if condition else"),
    ("E210", "AND(cooking, seats > 3)", "AND", "all_of"),
    ("E210", "or(cooking, seats > 3)", "or", "any_of"),
    ("E210", "1 IF (cooking) ELSE 2", "IF", "small letters"),
    ("E210", "seats * 40%", "0%", "25 / 100"),
    ("E210", "min(seats; 3)", ";", "commas"),
    ("E203", "s\u0435ats > 3", "\u0435", "Latin letter e"),
    ("E211", "cooking == yes", "yes", "Write cooking alone."),
    ("E211", "cooking == no", "no", "Write not cooking."),
    ("E211", "alteration == 'yes'", "alteration", "Did you mean alterations?"),
    ("E211", "Seats > 1", "Seats", "Did you mean seats?"),
    ("E211", "alterations == unsure", "unsure", "'unsure' in quotes"),
    ("E211", "alterations == yes", "yes", "'yes' in quotes"),
    ("E211", "cooking == TRUE", "TRUE", "Write true."),
    ("E211", "seats == null", "null", "not known(…)"),
    ("E211", "count > 1", "count", "count(…) with brackets"),
    ("E211", "zzz > 1", "zzz", "Use one of these: activities"),
    ("E212", "lenght(trade_name)", "lenght", "Did you mean length?"),
    ("E212", "__import__('os')", "__import__", "Use one of these"),
    ("E212", "seats(1)", "seats", "without brackets"),
    ("E213", "sum(owners.shar)", "shar", "Did you mean share?"),
    ("E213", "business.employees > 1", "employees", "Did you mean employee_count?"),
    ("E213", "premises_address.__class__", "__class__", "Use one of these: zip"),
    ("E214", "trade_name.zip == ''", "trade_name.zip", "trade_name alone"),
    ("E214", "(seats + 1).zip", "(seats + 1).zip", "name of a field"),
    ("E215", "today(1)", "today(1)", "today()"),
    ("E215", "round()", "round()", "round(number, places)"),
    ("E215", "round(seats, 1, 2)", "round(seats, 1, 2)", "round(number, places)"),
    ("E215", "length()", "length()", "length(text)"),
    ("E215", "count(1, 2)", "count(1, 2)", "count(list)"),
    ("E215", "otherwise(seats)", "otherwise(seats)", "otherwise(value, fallback)"),
    ("E216", "length(seats)", "seats", "a text"),
    ("E216", "length(alterations)", "alterations", "a text"),
    ("E216", "year(opens_at)", "opens_at", "a date"),
    ("E216", "sum(seats)", "seats", "sum(list of numbers)"),
    ("E216", "sum(owners.name)", "owners.name", "sum(list of numbers)"),
    ("E216", "sum(seats, trade_name)", "trade_name", "a number"),
    ("E216", "any_of(seats, cooking)", "seats", "yes/no"),
    ("E216", "round(trade_name)", "trade_name", "a number"),
    ("E220", "seats == '5'", "seats == '5'", "Write 5 without quotes"),
    ("E220", "seats > trade_name", "seats > trade_name", "same kind"),
    ("E220", "opened_on > '2026-01-01'", "opened_on > '2026-01-01'", "date('2026-01-01')"),
    ("E220", "opened_on == opens_at", "opened_on == opens_at", "same kind"),
    ("E220", "alterations > 3", "alterations > 3", "options in quotes"),
    ("E220", "cooking == 1", "cooking == 1", "same kind"),
    ("E220", "alterations == trade_name", "alterations == trade_name", "same kind"),
    ("E220", "alterations == true", "alterations == true", "options in quotes"),
    ("E220", "alterations == colour", "alterations == colour", "no option in common"),
    ("E220", "seats in ['1']", "seats in ['1']", "Write 1 without quotes"),
    ("E221", "alterations == 'yess'", "'yess'", "Did you mean yes?"),
    ("E221", "'yess' != alterations", "'yess'", "Did you mean yes?"),
    ("E221", "alterations in ['yes', 'nope']", "'nope'", "Did you mean no?"),
    ("E221", "'fod' in activities", "'fod'", "Did you mean food?"),
    ("E221", "'form' in owners.kind", "'form'", "Did you mean firm?"),
    ("E221", "alterations == ('yes' if cooking else 'maybe')", "'maybe'", "Use one of these"),
    ("E221", "otherwise(alterations, 'not') == 'no'", "'not'", "Did you mean no?"),
    ("E222", "cooking == 'yes'", "'yes'", "Write cooking alone."),
    ("E222", "'no' == cooking", "'no'", "Write not cooking."),
    ("E222", "cooking != 'maybe'", "'maybe'", "cooking for yes"),
    ("E223", "trade_name < 'b'", "trade_name < 'b'", "Write =="),
    ("E223", "alterations >= 'no'", "alterations >= 'no'", "Write =="),
    ("E223", "cooking < true", "cooking < true", "Write =="),
    ("E224", "owners.share == 50", "owners.share", "parts"),
    ("E224", "premises_address == premises_address", "premises_address", "parts"),
    ("E224", "plan == plan", "plan", "known(…)"),
    ("E225", "seats + trade_name", "seats + trade_name", "two numbers"),
    ("E225", "opened_on - opened_on", "opened_on - opened_on", "days_between"),
    ("E225", "1 + opened_on", "1 + opened_on", "number of days"),
    ("E225", "alterations + 'x'", "alterations + 'x'", "two texts"),
    ("E225", "-trade_name", "-trade_name", "before a number"),
    ("E226", "not alterations", "alterations", "alterations == 'yes'"),
    ("E226", "seats and cooking", "seats", "seats == …"),
    ("E226", "1 if trade_name else 2", "trade_name", "known(trade_name)"),
    ("E227", "1 if cooking else 'a'", "1 if cooking else 'a'", "same kind"),
    ("E227", "otherwise(seats, 'none')", "otherwise(seats, 'none')", "same kind"),
    ("E228", "seats in [1, 'a']", "'a'", "same kind"),
    ("E228", "seats in []", "[]", "at least one"),
    ("E228", "sum([owners.share, owners.share])", "owners.share", "single values"),
    ("E228", "min(seats, opened_on)", "opened_on", "one kind"),
    ("E229", "seats in 5", "5", "comes a list"),
    ("E229", "'a' in trade_name", "trade_name", "contains(text, part)"),
    ("E230", "date('2026-02-29')", "'2026-02-29'", "date('2026-03-01')"),
    ("E230", "date(trade_name)", "trade_name", "existing date"),
    ("E230", "time('24:00')", "'24:00'", "time('09:30')"),
    ("E230", "time('9:30')", "'9:30'", "time('09:30')"),
    ("E232", "round(seats, 11)", "11", "0 to 10"),
    ("E232", "round(seats, seats)", "seats", "0 to 10"),
    ("E232", "round(seats, 1.0)", "1.0", "0 to 10"),
    ("E232", "round(seats, true)", "true", "0 to 10"),
]  # fmt: skip


def problems(source: str, expect: Kind | None = None) -> tuple[ExpressionProblem, ...]:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source, SCOPE, expect)
    return caught.value.problems


@each(named(MISTAKES))
def test_a_mistake_is_named_at_its_place_with_what_to_write_instead(
    mistake: tuple[str, str, str, str],
) -> None:
    code, source, caret, remedy = mistake
    first = problems(source)[0]
    assert (first.code, source[first.start : first.end]) == (code, caret)
    assert remedy in first.remedy
    assert first.message.endswith(".")
    assert first.remedy[-1] in ".?"


@pytest.mark.parametrize(
    ("source", "expect", "remedy"),
    [
        ("seats", BOOLEAN, "Write a condition"),
        ("seats > 1", NUMBER, "gives a number"),
        ("owners", ListOf(BOOLEAN), "gives a list"),
        ("trade_name", Choice(("a", "b")), "gives a choice"),
    ],
)
def test_a_result_of_the_wrong_kind_is_refused(source: str, expect: Kind, remedy: str) -> None:
    (only,) = problems(source, expect)
    assert only.code == "E231"
    assert remedy in only.remedy


def test_a_written_result_must_be_an_option_of_the_expected_choice() -> None:
    (only,) = problems("'low' if seats < 10 else 'hihg'", Choice(("low", "high")))
    assert (only.code, only.message) == ("E221", "'hihg' is not an option.")
    assert only.remedy == "Did you mean high?"


def test_all_mistakes_are_reported_at_once_in_order_of_their_place() -> None:
    found = problems("alteration == 'yes' and cooking == 'no' or sum(owners.shares) > 'x' + 1")
    assert [problem.code for problem in found] == ["E211", "E222", "E213", "E225"]


def test_a_mistake_causes_no_further_ones() -> None:
    found = problems("round(seets / 12 * 2.5, 2) > min(setas, 3) and not owner.name")
    assert [problem.code for problem in found] == ["E211", "E211", "E211"]


def test_places_count_characters_after_accents_and_line_breaks() -> None:
    source = "\n  trade_name == 'ñandú 😀'\n  and seets > 1"
    (only,) = problems(source)
    assert source[only.start : only.end] == "seets"


def test_too_long_a_source_is_refused() -> None:
    assert problems("1 + " * 250 + "1")[0].code == "E201"


def test_too_many_parts_are_refused() -> None:
    assert problems(f"sum([{', '.join(['1'] * 200)}])")[0].code == "E206"


def test_the_most_parts_that_are_allowed_compile() -> None:
    numbers = ", ".join(["1"] * 197)
    assert compile_expression(f"sum([{numbers}])", {}).names == frozenset()


@pytest.mark.parametrize(
    "source", ["(" * 400 + "1" + ")" * 400, "-" * 900 + "1", "not " * 200 + "true", "a.b" + ".c" * 300]
)
def test_too_deep_a_source_is_refused(source: str) -> None:
    assert problems(source)[0].code in {"E204", "E207"}


def test_twenty_levels_are_allowed_and_one_more_is_not() -> None:
    assert compile_expression("-" * 19 + "seats", SCOPE).names == {"seats"}
    assert problems("-" * 20 + "seats")[0].code == "E207"


def test_every_code_is_shown_by_a_test() -> None:
    elsewhere = {"E201", "E206", "E207", "E231"}
    assert {code for code, *_ in MISTAKES} | elsewhere == set(PROBLEMS)


def test_the_error_says_everything_when_it_is_printed() -> None:
    with pytest.raises(ExpressionError, match=r"E211: There is no field seets here\. Did you mean"):
        compile_expression("seets > 1", SCOPE)
