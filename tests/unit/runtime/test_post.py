"""Reading a page: WTForms asks the kernel's fields, and its own traps stay shut."""

from __future__ import annotations

from typing import Any

import pytest

from forms.expressions import BOOLEAN, compile_expression
from forms.fields import field_types
from forms.fields.base import Field
from forms.model.form import Form, Page
from forms.text.language import ENGLISH
from runtime.services.filling.post import Post, Seen, apply_list_action, sort_post, typeable
from runtime.services.filling.reading import AnswerField, read_page
from tests.work import comes_to_an_end


def field(kind: str, name: str, **options: Any) -> Field:
    return field_types()[kind](name=name, label=name.title(), **options)


def page(*fields: Field) -> Page:
    return Page(name="page", title="Page", fields=fields)


def posted(sent: dict[str, Any]) -> dict[str, list[str]]:
    """As a browser sends it: one text or several for each control."""
    return {name: [text] if isinstance(text, str) else list(text) for name, text in sent.items()}


def read(fields: Page, sent: dict[str, Any], **current: Any) -> dict[str, AnswerField]:
    return dict(read_page(fields, sort_post(posted(sent), fields), ENGLISH, {}, current))


def test_nought_is_an_answer() -> None:
    assert read(page(field("integer", "seats", min=0)), {"seats": "0"})["seats"].data == 0


def test_no_is_an_answer_and_it_is_no() -> None:
    assert read(page(field("yes_no", "delivers")), {"delivers": "no"})["delivers"].data is False


def test_rows_beyond_the_limit_are_reported() -> None:
    owners = field("list", "owners", fields=(field("text", "name"),), max=2)
    answer = read(page(owners), {f"owners.{i}.name": "x" for i in range(4)})["owners"]
    assert [problem.message.count for problem in answer.reading.errors] == [2]


def test_a_question_whose_condition_fails_is_not_read() -> None:
    delivers = field("yes_no", "delivers")
    when = compile_expression("delivers", {"delivers": BOOLEAN}, BOOLEAN)
    vans = field("integer", "vans", show_if=when)
    answers = read(page(delivers, vans), {"delivers": "no", "vans": "many"})
    assert not answers["vans"].shown
    assert answers["vans"].errors == []
    assert read(page(delivers, vans), {"delivers": "yes", "vans": "many"})["vans"].errors != []


def test_a_secret_left_empty_stays_as_it_was() -> None:
    number = field("ssn_or_itin", "number")
    assert read(page(number), {"number": ""}, number="123-45-6789")["number"].data == "123-45-6789"
    assert read(page(number), {"number": "12"}, number="123-45-6789")["number"].data is None


def test_what_belongs_to_no_field_is_dropped() -> None:
    post = sort_post(posted({"name": "x", "admin": "yes", "_csrf": "t"}), page(field("text", "name")))
    assert post.fields == {"name": {"": ["x"]}}


def test_the_hidden_controls_are_understood() -> None:
    sent = {
        "_revision": "abc.7",
        "_seen": "name:12:aabb phone:3: bad:x:y",
        "_action": "add.owners",
        "name.confirm": "yes",
    }
    post = sort_post(posted(sent), page(field("text", "name")))
    assert (post.draft, post.revision, post.version) == ("abc", 7, "")
    assert post.seen == {"name": Seen(12, "aabb"), "phone": Seen(3, "")}
    assert (post.button, post.about) == ("add", "owners")
    assert post.confirmed == {"name"}


@pytest.mark.parametrize(
    ("revision", "answers", "is_told"),
    [
        ("abc.7.v1", {"name": "x"}, False),  # the same form
        ("abc.7.v1", {"old": "x"}, False),  # no page of ours says that
        ("abc.7.v0", {"name": "x"}, False),  # changed elsewhere
        ("abc.7.v0", {"old": "x"}, True),
        ("abc.7.v0", {"old.0.street": "x"}, True),
        ("abc.7.v0", {"old": ""}, False),  # nothing to lose
        ("abc.7.v0", {"Old": "x", "_old": "x", "": "x"}, False),  # no names of questions
        ("abc.7", {"old": "x"}, False),  # before pages told their version
        ("", {"old": "x"}, False),
    ],
)
def test_answers_to_questions_that_are_gone_are_noticed(
    revision: str, answers: dict[str, str], is_told: bool
) -> None:
    own = page(field("text", "name"))
    form = Form(name="f", agency="a", title="F", version="v1", pages=(own,))
    assert sort_post(posted({"_revision": revision, **answers}), own).lacks_questions(form) is is_told


def test_damaged_hidden_controls_are_harmless() -> None:
    sent = {"_revision": "9" * 40 + ".٣", "_seen": "a:" * 9_000, "_action": "explode.everything"}
    post = sort_post(posted(sent), page(field("text", "name")))
    assert post.revision == 0
    assert post.seen == {}
    assert post.button == "continue"


@pytest.mark.parametrize("text", ["a" * 20_000, "a1_" * 6_000, "a:1:" * 5_000, "a:1:f " * 3_000])
def test_what_a_page_says_it_showed_is_read_in_one_go(text: str) -> None:
    with comes_to_an_end(5):
        for _ in range(5):
            assert sort_post(posted({"_seen": text}), page()).seen.keys() <= {"a"}


def test_hidden_controls_longer_than_any_of_ours_are_cut_or_left_out() -> None:
    sent = {"_revision": "a" * 5_000 + ".1", "_action": "add." + "a" * 5_000}
    post = sort_post(posted(sent), page(field("text", "name")))
    assert len(post.draft) == 100
    assert (post.button, post.about) == ("continue", "")


def test_what_came_in_part_only_is_a_problem_though_the_rest_would_do() -> None:
    hour = {"opens": "21:30" + "." * 3_000 + "x"}
    answer = read(page(field("time", "opens")), hour)["opens"]
    assert answer.data is None
    assert answer.errors == ["Opens: use at most 500 characters."]
    day = {"day.month": "mar" + "-" * 3_000 + "x", "day.day": "1", "day.year": "2026"}
    answer = read(page(field("date", "day")), day)["day"]
    assert [problem.part for problem in answer.reading.errors] == ["month"]


def test_what_a_page_showed_comes_through_however_long_it_is() -> None:
    text, known = page(field("text", "name", max_length=5)), "x\n" * 5_000
    post = sort_post(posted({"name": known.replace("\n", "\r\n")}), text, lambda _: {"": [known]})
    assert post.beyond == {}
    assert len(post.of("name")[""][0]) == 15_000


def test_buttons_of_lists_touch_their_own_list_only() -> None:
    owners = field("list", "owners", fields=(field("text", "name"),))
    fields = page(owners, field("text", "name"))
    post = Post(
        fields={"owners": {"0.name": ["A"], "1.name": ["B"]}, "name": {"": ["x"]}}, action="remove.owners.0"
    )
    assert apply_list_action(fields, post).fields == {"owners": {"1.name": ["B"]}, "name": {"": ["x"]}}
    odd = Post(fields=post.fields, action="remove.name.0")
    assert apply_list_action(fields, odd).of("name") == {"": ["x"]}


def test_what_nobody_can_type_is_dropped_and_the_rest_is_not() -> None:
    assert typeable("a\x00b\x85\ud800\uffff\U0001ffff\r\n\tñ 🥟") == "ab\r\n\tñ 🥟"
