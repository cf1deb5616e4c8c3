"""A form being filled in: answers before facts, facts before defaults, and what cannot be read is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from forms.expressions import NUMBER, TEXT, compile_expression
from forms.fields.base import Field, Shared
from forms.model.form import Form, Page
from forms.text.language import ENGLISH
from runtime.dataset import Fact, Source
from runtime.services.filling.fingerprints import fingerprint
from runtime.services.filling.form_state import FormState, build_state, new_draft
from runtime.services.filling.merge import merge
from runtime.services.filling.post import Post, Seen
from runtime.services.filling.reading import read_page
from tests.unit.runtime.test_post import field

TODAY = date(2026, 3, 3)


def shared(kind: str, name: str, **options: Any) -> Field:
    rules = {key: options.pop(key) for key in ("confirm_after",) if key in options}
    return field(kind, name, shared=Shared(f"business.{name}", "business", **rules), **options)


def form(*fields: Field) -> Form:
    return Form(
        name="f", agency="a", title="F", version="1", pages=(Page(name="p", title="P", fields=fields),)
    )


def fact(master: str, value: object, *, version: int = 5, on: date = TODAY) -> dict[str, Fact]:
    said = datetime(on.year, on.month, on.day, tzinfo=UTC)
    return {master: Fact(version, "b", master, value, said, Source("register", "R", "a"))}


def filling(questions: Form, facts: dict[str, Fact], **draft: Any) -> FormState:
    return build_state(questions, replace(new_draft("acc", "b", questions, "en"), **draft), facts, TODAY)


def test_a_fact_fills_a_question_that_was_not_answered() -> None:
    found = filling(form(shared("text", "name")), fact("business.name", "Known"))
    assert found.values == {"name": "Known"}
    assert not found.route.stops[0].done


def test_an_answer_stands_before_a_fact_and_an_empty_answer_too() -> None:
    questions = form(shared("text", "name", required=False))
    assert filling(questions, fact("business.name", "Known"), answers={"name": "Mine"}).values == {
        "name": "Mine"
    }
    assert filling(questions, fact("business.name", "Known"), answers={"name": None}).values == {}


def test_a_question_that_is_never_prefilled_stays_empty() -> None:
    name = shared("text", "name", prefill="never")
    found = filling(form(name), fact("business.name", "Known"))
    assert found.values == {}
    assert found.known(name) is None


def test_a_fact_that_the_field_cannot_read_is_asked_again() -> None:
    phone = shared("phone", "phone")
    found = filling(form(phone), fact("business.phone", {"odd": 1}))
    assert found.values == {}
    assert found.known(phone) is None


def test_an_old_fact_must_be_confirmed_and_a_fresh_one_not() -> None:
    name = shared("text", "name", confirm_after=30)
    for on, must in ((date(2026, 1, 1), True), (date(2026, 2, 20), False)):
        known = fact("business.name", "Known", on=on)
        assert filling(form(name), known).must_confirm(name, known["business.name"]) is must


def test_a_default_is_reckoned_from_earlier_answers() -> None:
    seats = field("integer", "seats")
    tables = field("integer", "tables", default=compile_expression("seats / 4", {"seats": NUMBER}, NUMBER))
    questions = form(seats, tables)
    assert filling(questions, {}, answers={"seats": 12}).values == {"seats": 12, "tables": 3}
    assert filling(questions, {}, answers={"seats": 10}).values == {"seats": 10}


@pytest.mark.parametrize("kind", ["phone", "naics", "email", "url", "ein", "ssn_or_itin"])
def test_a_default_that_the_field_cannot_take_leaves_it_empty(kind: str) -> None:
    default = compile_expression("words", {"words": TEXT}, TEXT)
    questions = form(field("text", "words"), field(kind, "q", default=default))
    assert filling(questions, {}, answers={"words": "call me"}).values == {"words": "call me"}


def test_a_default_is_written_as_the_field_writes_it() -> None:
    default = compile_expression("words", {"words": TEXT}, TEXT)
    questions = form(field("text", "words"), field("phone", "q", default=default))
    assert filling(questions, {}, answers={"words": "415 555 0132"}).values["q"] == "+14155550132"


def test_a_page_is_open_again_when_it_has_a_question_that_nobody_has_seen() -> None:
    old, new = field("text", "old"), field("text", "new", required=False)
    assert filling(form(old), {}, answers={"old": "x"}, done=("p",)).route.stops[0].done
    assert not filling(form(old, new), {}, answers={"old": "x"}, done=("p",)).route.stops[0].done


@pytest.mark.parametrize(
    ("theirs", "ours", "side"),
    [
        ("Old", "Ours", "ours"),
        ("Theirs", "Old", "theirs"),
        ("Theirs", "Theirs", "ours"),
        ("Theirs", "Ours", "conflict"),
    ],
)
def test_windows_agree_disagree_or_do_not_touch(theirs: str, ours: str, side: str) -> None:
    questions = form(field("text", "name"))
    shown = filling(questions, {}, id="d", revision=2, answers={"name": "Old"})
    now = filling(questions, {}, id="d", revision=2 + (theirs != "Old"), answers={"name": theirs})
    post = _post(shown, ours)
    read = read_page(questions.pages[0], post, ENGLISH, {}, now.values)
    merged = merge("k", now, post, read, ENGLISH)
    assert merged.sides == {"name": side}
    assert set(merged.conflicts) == ({"name"} if side == "conflict" else set())
    assert list(merged.post.of("name")[""]) == (["Theirs"] if side == "theirs" else [ours])


def _post(shown: FormState, typed: str) -> Post:
    print_ = fingerprint("k", "name", shown.draft.answers["name"])
    seen = {"name": Seen(0, print_)}
    return Post({"name": {"": [typed]}}, draft=shown.draft.id, revision=shown.draft.revision, seen=seen)
