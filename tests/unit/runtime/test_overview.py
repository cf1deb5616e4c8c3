"""How much of a form is known: what a card says before the form is opened is what the form then shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from forms.expressions import NUMBER, Expression, Kind, compile_expression
from forms.model.form import Form, Page
from runtime.dataset import Fact
from runtime.services.filling.form_state import build_state, new_draft
from runtime.services.filling.overview import Overview, overview, progress_of, question_plan
from tests.unit.runtime.test_form_state import TODAY, fact, filling, form, shared
from tests.unit.runtime.test_post import field

OWNERS = ({"id": "a", "name": "Mei"}, {"id": "b", "name": "Ann", "share": "50"})


def condition(source: str, **kinds: Kind) -> Expression:
    return compile_expression(source, kinds)


def known_and_asked(questions: Form, facts: dict[str, Fact], **draft: Any) -> tuple[int, int]:
    """What the card says, after the form itself said the same."""
    begun = replace(new_draft("acc", "b", questions, "en"), **draft) if draft else None
    said = overview(question_plan(questions), facts, begun, TODAY)
    assert said == progress_of(
        build_state(questions, begun or new_draft("", "", questions, ""), facts, TODAY)
    )
    return said.known, said.asked


def test_a_card_counts_what_the_city_knows() -> None:
    questions = form(shared("text", "name"), shared("phone", "phone"), field("integer", "seats"))
    facts = {**fact("business.name", "Known"), **fact("business.phone", "+14155550123")}
    assert overview(question_plan(questions), {}, None, TODAY) == Overview(0, 3, 1)
    assert known_and_asked(questions, {**facts, **fact("business.other", "x")}) == (2, 3)


def test_a_question_and_a_page_that_a_known_answer_opens_are_counted() -> None:
    many = condition("employees > 5", employees=NUMBER)
    questions = Form(
        name="f",
        agency="a",
        title="F",
        pages=(
            Page(
                name="p",
                title="P",
                fields=(shared("integer", "employees"), field("text", "shifts", show_if=many)),
            ),
            Page(name="q", title="Q", show_if=many, fields=(field("text", "drill"), field("text", "exits"))),
        ),
    )
    assert known_and_asked(questions, {}) == (0, 1)
    assert known_and_asked(questions, fact("business.employees", 5)) == (1, 1)
    assert known_and_asked(questions, fact("business.employees", 12)) == (1, 4)


def test_a_known_answer_opens_questions_by_way_of_a_calculation_and_of_a_default() -> None:
    half = compile_expression("employees / 2", {"employees": NUMBER}, NUMBER)
    drill = field("text", "drill", show_if=condition("half > 5", half=NUMBER))
    for worked_out in (field("calculated", "half", calculate=half), field("integer", "half", default=half)):
        questions = form(shared("integer", "employees"), worked_out, drill)
        asked = [known_and_asked(questions, fact("business.employees", count))[1] for count in (4, 40)]
        assert asked[1] == asked[0] + 1


def test_a_form_asks_everybody_the_same_until_a_condition_reads_what_may_be_known() -> None:
    altered, name = field("yes_no", "altered"), shared("text", "name")
    own = field("text", "what", show_if=condition("altered", altered=altered.kind))
    other = field("text", "why", show_if=condition("name == 'x'", name=name.kind))
    assert not question_plan(form(name, altered, own)).turns
    assert question_plan(form(name, other)).turns


def test_a_fact_that_the_form_cannot_read_or_never_shows_is_not_known() -> None:
    questions = form(shared("phone", "phone"), shared("text", "name", prefill="never"))
    facts = {**fact("business.phone", {"odd": 1}), **fact("business.name", "Known")}
    assert known_and_asked(questions, facts) == (0, 2)


def test_of_a_list_those_columns_are_known_that_every_row_answers() -> None:
    columns = (field("text", "name"), field("percentage", "share"))
    owners = shared("list", "owners", fields=columns)
    assert known_and_asked(form(owners), fact("business.owners", list(OWNERS))) == (1, 2)
    assert known_and_asked(form(owners), fact("business.owners", [OWNERS[1]])) == (2, 2)


def test_what_is_left_of_a_list_takes_its_time() -> None:
    owners = shared("list", "owners", fields=tuple(field("text", f"c{number}") for number in range(20)))
    there = [{"id": "a", **{f"c{number}": "x" for number in range(count)}} for count in (0, 10, 20)]
    minutes = [
        overview(question_plan(form(owners)), fact("business.owners", [row]), None, TODAY).minutes
        for row in there
    ]
    assert minutes == sorted(set(minutes), reverse=True)


def test_a_draft_counts_as_the_form_shows_it() -> None:
    altered = field("yes_no", "altered")
    what = field("text", "what", show_if=condition("altered", altered=altered.kind))
    questions = form(shared("text", "name"), altered, what)
    facts = fact("business.name", "Known")
    assert known_and_asked(questions, facts, answers={"altered": True}) == (1, 3)
    assert known_and_asked(questions, facts, answers={"name": "Mine"}) == (0, 2)
    assert progress_of(filling(questions, facts, answers={"name": "Mine"})).minutes == 1


def test_an_answer_that_can_no_longer_be_read_counts_as_asked_though_the_city_says_the_same() -> None:
    questions = form(shared("integer", "employees"))
    facts = fact("business.employees", "once a text")
    assert known_and_asked(questions, facts, answers={"employees": "once a text"}) == (0, 1)
