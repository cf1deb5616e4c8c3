"""Every type says how much of a post it keeps: no post has more, and no honest one loses a letter."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.fields import field_types
from forms.fields.base import Field, Posted, Reading, Value
from forms.fields.files import FileField
from forms.fields.parts import posted
from forms.fields.repeating_group import RepeatingGroup
from forms.fields.suggesting import SuggestingField
from forms.model.form import Page
from forms.text.language import ENGLISH, Language
from runtime.services.filling.post import sort_post
from runtime.services.filling.reading import read_page
from runtime.web.owner.controls import html_key
from tests.each import each, named
from tests.unit.fields.examples import TODAY, Case, built, cases, fields
from tests.vectors.posts import HostilePost, hostile_posts
from tests.work import comes_to_an_end

LANGUAGES = [ENGLISH, Language("es", "es_US", "Español"), Language("ar", "ar", "العربية", "rtl")]
FIELDS = fields()
ACCEPTED = named(cases("accepts"), lambda case: case.name)
MANY, LONG = 2_000, 500_000
PARTS = ("", "month", "day", "year", "street", "same", "given", "pick", "name", "agree", "keep", "confirm")
COLUMNS = ("id", "name", "name.given", "share", "days", "opens", "address.street")
SECONDS = 3.0  # of the processor, for what takes some hundredths; what grows with the square takes minutes
HARD = {
    "letters": "a",
    "digits": "9",
    "decimals": "0.",
    "exponents": "1e9",
    "thousands": "1,",
    "spaces": "1 ",
    "marks out of order": "\u0301\u0316",
    "marks on letters": "e\u0301\u0316",
    "one sign that stands for eighteen": "\ufdfa",
    "letters without a common script": "é日ع",
    "points": "a.",
    "hyphens": "a-",
    "at signs": "@a",
    "brackets": "[(<{",
    "quotes": "\"'\\",
    "words": "concretion ",
    "post boxes": "post  p o box ",
    "phones": "+1 415 ext ",
    "schemes": "http://a:",
    "line ends": "\r\n",
}


POSTS = [(f"{number}: {post}", post) for number, post in enumerate(hostile_posts(), start=1)]


def test_every_type_has_a_post_that_no_page_sends() -> None:
    assert {post.type for post in hostile_posts()} == set(field_types())


@each(POSTS)
def test_so_much_of_a_hostile_post_is_kept_and_no_more(post: HostilePost) -> None:
    field = built(post.type, post.spec)
    kept = field.bounded(post.sent, {})
    assert size(kept) == (post.texts, post.characters)
    assert field.bounded(kept, {}) == kept


@each(POSTS)
def test_what_is_kept_in_part_is_refused_though_the_rest_could_pass(post: HostilePost) -> None:
    reading = read(built(post.type, post.spec), post.sent)
    assert reading.value is None
    assert bool(reading.errors) != post.is_nothing


@each(FIELDS)
def test_nothing_makes_more_of_itself_than_its_field_has_room_for(field: Field) -> None:
    for sent in flooding():
        kept = field.bounded(sent, {})
        texts, characters = room(field)
        assert size(kept)[0] <= texts
        assert size(kept)[1] <= characters
        assert field.bounded(kept, {}) == kept
        assert kept.keys() <= sent.keys()


@each(FIELDS)
def test_what_was_cut_is_never_an_answer(field: Field) -> None:
    for sent in (
        {part: ["1" * LONG] for part in field.room},
        {part: [" " * LONG + "1"] for part in field.room},
        {part: ["yes"] * MANY for part in field.room},
    ):
        reading = read(field, sent)
        assert reading.value is None
        assert bool(reading.errors) == bool(field.bounded(sent, {}))
        assert all(field.label in ENGLISH.say(error.message) for error in reading.errors)


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_hard_texts_take_hardly_longer_than_easy_ones(text: str) -> None:
    long = text * (LONG // len(text.encode()))
    for _, field in FIELDS:
        with comes_to_an_end(SECONDS):
            sent = {part: [long] for part in field.room} or {f"{i}.name": [long[:5_000]] for i in range(100)}
            kept = field.bounded(sent, {})
            read(field, sent)
            typed = field.typed_again(kept)
            if isinstance(field, SuggestingField):
                field.suggestions(kept, ENGLISH)
            if isinstance(field, RepeatingGroup):
                field.rows(typed, {}, None, ENGLISH)


@each(ACCEPTED, named(LANGUAGES, lambda language: language.code))
def test_what_a_page_shows_comes_back_whole(case: Case, language: Language) -> None:
    field = case.field
    value = field.read(case.posted, ENGLISH, case.answers).value
    assert came_back(field, value, language, {})
    assert came_back(field, value, language, posted(field.typed(value, language)))


@each(ACCEPTED)
def test_what_somebody_may_type_is_kept_as_it_is(case: Case) -> None:
    own = {part: list(texts) for part, texts in case.posted.items()}
    kept = case.field.bounded(own, {})
    if not isinstance(case.field, FileField):
        assert kept == {part: texts for part, texts in own.items() if part in kept}
    page = Page(name="page", title="Page", fields=(case.field,))
    sent = {html_key(case.field.name, part): own[part] for part in own}
    assert sort_post(sent, page).beyond == {}


@settings(max_examples=60)
@given(st.text(min_size=1), st.integers(1, 300), st.sampled_from(["text", "long_text"]))
def test_a_known_text_of_any_length_comes_back_whole(text: str, times: int, type_name: str) -> None:
    field = built(type_name, {"label": "Known", "max_length": "5"})
    sent = {"": ["\r\n".join([text] * times)]}
    shown = {"": ["\n".join([text] * times)]}
    assert field.bounded(sent, shown) == sent


@settings(max_examples=60)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=60), st.integers(1, 5))
def test_known_rows_come_back_whole_however_many_the_form_takes(names: list[str], most: int) -> None:
    spec = {"label": "Owners", "max": str(most), "fields": [{"field": "name", "type": "text", "label": "N"}]}
    field = built("list", spec)
    stored = [{"id": f"r{number}", "name": name or "x"} for number, name in enumerate(names)]
    assert came_back(field, field.from_json(stored), ENGLISH)


@settings(max_examples=100)
@given(
    st.sampled_from([field for _, field in FIELDS]),
    st.dictionaries(
        st.sampled_from([*PARTS, *(f"{i}.{column}" for i in (0, 3, 4, 9999) for column in COLUMNS)]),
        st.lists(st.text(max_size=700), max_size=5),
    ),
)
def test_what_is_kept_is_kept_again_and_is_part_of_what_was_sent(field: Field, sent: Posted) -> None:
    kept = field.bounded(sent, {})
    assert field.bounded(kept, {}) == kept
    assert size(kept)[1] <= room(field)[1]
    for part, texts in kept.items():
        assert all(whole.startswith(text) for whole, text in zip(sent[part], texts, strict=False))


def test_gaps_between_rows_stay_and_the_first_rows_do() -> None:
    spec = {"label": "Owners", "max": "2", "fields": [{"field": "name", "type": "text", "label": "N"}]}
    field = built("list", spec)
    numbers = (3, 7, 1000, 1001, 9998, 5)
    sent = {f"{i}.id": [""] for i in numbers} | {f"{i}.name": ["x"] for i in numbers}
    kept = field.bounded(sent, {})
    assert sorted({int(part.partition(".")[0]) for part in kept}) == [3, 5, 7, 1000]
    assert field.bounded({**sent, "3.name": [" "], "5.name": [""]}, {}).keys() >= {"9998.name", "1001.name"}
    added = field.apply_list_action("add", {"3.id": ["a"], "3.name": ["x"]})
    assert field.bounded(added, {}) == added
    assert len(json.dumps(kept)) < 200


@cache
def flooding() -> tuple[Posted, ...]:
    """Posts of far more than any field keeps; nothing that reads a post may change it."""
    rows = {f"{number}.{column}": ["1"] for number in range(MANY) for column in COLUMNS}
    return (
        {part: ["x" * LONG] for part in (*PARTS, *(f"0.{column}" for column in COLUMNS))},
        {part: ["7"] * MANY for part in (*PARTS, *(f"0.{column}" for column in COLUMNS))},
        {f"part{number}": ["x"] for number in range(MANY)},
        rows,
        {part: [" "] for part in rows},
    )


def read(field: Field, sent: Posted) -> Reading:
    """What a page makes of a post."""
    page = Page(name="page", title="Page", fields=(field,))
    keyed = {html_key(field.name, part): list(sent[part]) for part in sent}
    return read_page(page, sort_post(keyed, page), ENGLISH, {"today": TODAY}, {})[field.name].reading


def size(kept: Posted) -> tuple[int, int]:
    """How many texts, and how many characters in all."""
    texts = [text for own in kept.values() for text in own]
    return len(texts), sum(map(len, texts))


def room(field: Any) -> tuple[int, int]:
    """How many texts and characters a field says that it keeps; tests may look at a field's type."""
    rooms = [(own.texts, own.texts * own.length) for own in field.room.values()]
    rows = 1
    if field.type == "list":
        rows, rooms = 2 * field.max, [(2, 200), *(room(column) for column in field.asked)]
    return rows * sum(texts for texts, _ in rooms), rows * sum(characters for _, characters in rooms)


def came_back(field: Field, value: Value, language: Language, shown: Posted | None = None) -> bool:
    """Whether a post of what the controls show for a value is kept whole."""
    typed = posted(field.typed(value, language))
    files = field.kept(value, language) if isinstance(field, FileField) else ()
    sent = {"keep": [file.id for file in files]} if files else typed
    kept = field.bounded(sent, typed if shown is None else shown)
    return kept == {part: list(texts) for part, texts in sent.items()}
