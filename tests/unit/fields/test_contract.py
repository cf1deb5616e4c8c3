"""What every field type promises, tried on every example of every type."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

import jsonschema

from forms.expressions import Kind, evaluate
from forms.fields import FOLDER, field_types
from forms.fields.base import Field, Posted, Reading
from forms.fields.files import FileField
from forms.model.serialise import from_json, to_json
from forms.text.language import ENGLISH, Language
from tests.each import each, named
from tests.unit.fields.examples import TODAY, Case, as_written, built, cases, examples, fields, scope

SPANISH = Language("es", "es_US", "Español")
LANGUAGES = [ENGLISH, SPANISH, Language("zh", "zh_Hans_CN", "中文"), Language("ar", "ar", "العربية", "rtl")]

ACCEPTED = named(cases("accepts"), lambda case: case.name)
REFUSED = named(cases("refuses"), lambda case: case.name)
FIELDS = list(fields())
ASKING = [(name, field) for name, field in fields() if field.asks]

MARKUP = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}{% raw %}[[7*7]]"
MANY = 100_000  # more than any page takes; test_room has posts that are longer
HOSTILE = {
    "nothing": ("",),
    "very many letters": ("a" * MANY,),
    "very many digits": ("9" * MANY,),
    "very many spaces inside": ("1" + " " * MANY + "1",),
    "very many accents": ("e\u0301" * MANY,),
    "a NUL": ("\0",),
    "a NUL inside": ("4\0 15",),
    "a surrogate": ("\ud800",),
    "control characters": ("\x01\x02\x1b[31m\x7f",),
    "overrides": ("\u202e12/31/2026\u202c",),
    "markup": (MARKUP,),
    "a thousand values": tuple(str(number) for number in range(1000)),
    "a list of nothing": (),
    "a negative zero": ("-0",),
    "infinity": ("Infinity", "NaN", "1e999"),
    "other digits": ("٣", "３", "𝟛"),
    "superscripts": ("²³",),
    "JSON": ('{"id": []}', "[[[[", "null", '{"id": 1e999}'),
    "deep JSON": ("[" * MANY,),
    "a path": ("../../etc/passwd",),
    "a date": ("2026-02-30",),
}
ODD_PLAIN: dict[str, Any] = {
    "nothing": None,
    "no text": "",
    "a letter": "x",
    "words": "call me",
    "a key": "yes",
    "a surrogate": "\ud800",
    "a NUL": "4\0 15",
    "a long text": "9" * 10_000,
    "part of a code": "7225",
    "true": True,
    "false": False,
    "a number": Decimal(7),
    "a negative zero": Decimal("-0"),
    "a fine number": Decimal("0.333333333333333333333"),
    "a huge number": Decimal("1e40"),
    "a day": datetime.date(2026, 3, 15),
    "an early day": datetime.date(1, 1, 1),
    "a time": datetime.time(9, 30, 15),
    "an empty list": (),
    "a list": ("x", None, {"a": "b"}),
    "a group": {"street": "x", "zip": True, "nothing": None},
    "an empty group": {},
}
PARTS = (
    *("", "month", "day", "year", "street", "unit", "city", "state", "zip", "same", "given", "family"),
    *(
        "pick",
        "name",
        "agree",
        "0.id",
        "0.share",
        "99999999999999999999.x",
        "-1.id",
        "0",
        "nothing.like.this",
    ),
)


@each(named(field_types()))
def test_every_type_has_examples(type_name: str) -> None:
    assert examples(type_name)


@each(ACCEPTED)
def test_what_is_accepted_is_stored_and_said_as_the_example_says(case: Case) -> None:
    value = _accepted(case)
    assert as_written(case.field.to_json(value)) == case.entry["stored"]
    assert case.field.display(value, ENGLISH) == case.entry["said"]


@each(REFUSED)
def test_what_is_refused_is_explained_in_a_whole_sentence(case: Case) -> None:
    reading = _read(case.field, case.posted, ENGLISH, case)
    sentences = [ENGLISH.say(error.message) for error in reading.errors]
    assert reading.value is None
    found = case.entry["error"].casefold()  # after a question it begins a sentence
    assert any(found in sentence.casefold() for sentence in sentences), sentences
    for sentence in sentences:
        assert "{" not in sentence
        assert sentence[0].isupper()


@each(ACCEPTED)
def test_what_is_stored_is_json_that_follows_the_schema(case: Case) -> None:
    stored = case.field.to_json(_accepted(case))
    assert json.loads(json.dumps(stored)) == stored
    schema = case.field.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(stored, schema, jsonschema.Draft202012Validator)


@each(ACCEPTED)
def test_a_stored_value_comes_back_as_it_was(case: Case) -> None:
    value = _accepted(case)
    assert case.field.from_json(json.loads(json.dumps(case.field.to_json(value)))) == value


@each(ACCEPTED, named(LANGUAGES, lambda language: language.code))
def test_what_the_controls_show_is_read_as_the_same_value(case: Case, language: Language) -> None:
    value = _accepted(case)
    typed = case.field.typed(value, language)
    assert _read(case.field, _as_posted(typed), language, case) == Reading(value)


@each(ACCEPTED)
def test_a_value_is_said_in_every_language_and_written_as_text(case: Case) -> None:
    value = _accepted(case)
    for language in LANGUAGES:
        assert case.field.display(value, language).strip()
        assert case.field.mask(value, language)
    assert case.field.text(value)


@each(ACCEPTED)
def test_the_plain_value_is_what_expressions_know(case: Case) -> None:
    value = case.field.plain(_accepted(case))
    assert isinstance(case.field.kind, Kind)
    assert evaluate(["known", ["get", "answer"]], {"answer": value}) is True


@each(ACCEPTED)
def test_the_value_behind_the_plain_value_is_the_same_again(case: Case) -> None:
    value = _accepted(case)
    assert case.field.from_plain(case.field.plain(value)) in (value, None)
    if isinstance(case.field.plain(value), str | bool | Decimal | datetime.date | datetime.time):
        assert case.field.from_plain(case.field.plain(value)) == value


@each(ASKING, ODD_PLAIN)
def test_an_odd_plain_value_gives_none_or_a_value_that_can_be_shown_and_kept(
    field: Field, plain: Any
) -> None:
    value = field.from_plain(plain)
    if value is None:
        return
    assert field.from_json(json.loads(json.dumps(field.to_json(value)))) == value
    assert field.text(value)
    for language in LANGUAGES:
        assert field.display(value, language)
        assert field.mask(value, language)
        assert field.typed(value, language)


@each(named(["phone", "naics", "email", "url", "ein", "ssn_or_itin"]))
def test_words_are_no_value_of_a_type_with_a_form_of_its_own(type_name: str) -> None:
    field = built(type_name, {"label": "Answer"})
    assert [field.from_plain(words) for words in ("call me", "x", "", "7225", True, Decimal(7))] == [None] * 6


@each(ASKING)
def test_nothing_typed_is_no_answer_and_no_error(field: Field) -> None:
    assert field.read({}, ENGLISH, {"today": TODAY}) == Reading()
    assert field.read({"": ("",)}, ENGLISH, {"today": TODAY}) == Reading()


@each([(name, field) for name, field in ASKING if not isinstance(field, FileField)])
def test_spaces_alone_are_no_answer(field: Field) -> None:
    assert field.read({"": ("  ", "\u3000\t")}, ENGLISH, {"today": TODAY}) == Reading()


@each(ASKING, HOSTILE)
def test_hostile_posts_give_a_value_or_an_error_and_never_an_exception(
    field: Field, text: tuple[str, ...]
) -> None:
    for posted in ({"": text}, dict.fromkeys(PARTS, text)):
        reading = field.read(posted, ENGLISH, {"today": TODAY})
        said = [ENGLISH.say(error.message) for error in reading.errors]
        assert all(said)
        if reading.value is not None:
            assert not reading.errors
            stored = field.to_json(reading.value)
            assert field.from_json(json.loads(json.dumps(stored))) == reading.value
            assert "\0" not in field.display(reading.value, ENGLISH)
            json.dumps(stored, ensure_ascii=False).encode("utf-8")


@each(ASKING, named([None, {}, {"a": 1}, [], [[]], ["", 1], 1.5, -(2**64), "\ud800", "", "…", b""], ascii))
def test_stored_values_of_another_shape_are_refused(field: Field, stored: Any) -> None:
    try:
        value = field.from_json(stored)
    except ValueError:
        return
    assert field.to_json(value) == stored


@each(FIELDS)
def test_a_field_survives_its_journey_through_json(field: Field) -> None:
    stored = json.loads(json.dumps(to_json(field)))
    assert from_json(Field, stored) == field


@each(FIELDS)
def test_the_options_of_the_examples_can_work(field: Field) -> None:
    assert field.option_errors() == ()


@each(ASKING)
def test_a_missing_answer_is_asked_for_by_name(field: Field) -> None:
    assert field.label in ENGLISH.say(field.missing())
    assert field.seconds_to_answer > 0


def test_every_folder_of_a_type_has_its_control_and_examples() -> None:
    for type_name in field_types():
        assert (FOLDER / type_name / "control.html").is_file()


def test_examples_of_calculated_values_come_out_as_they_say() -> None:
    shown = [
        (name, example) for name in field_types() for example in examples(name) if "calculates" in example
    ]
    fields_by_title = dict(fields())
    assert shown
    for name, example in shown:
        field = fields_by_title[f"{name}: {example['title']}"]
        value = field.calculated({**scope(example), **_numbers(example["given"])})
        assert as_written(field.to_json(value)) == example["calculates"]["stored"]
        assert field.display(value, ENGLISH) == example["calculates"]["said"]


def _accepted(case: Case) -> Any:
    reading = _read(case.field, case.posted, ENGLISH, case)
    assert reading.errors == (), [ENGLISH.say(error.message) for error in reading.errors]
    assert reading.value is not None
    return reading.value


def _read(field: Field, posted: Posted, language: Language, case: Case) -> Reading:
    return field.read(posted, language, case.answers)


def _as_posted(typed: Any) -> Posted:
    return {part: (text,) if isinstance(text, str) else tuple(text) for part, text in typed.items()}


def _numbers(given: dict[str, str]) -> dict[str, Decimal]:
    return {name: Decimal(written) for name, written in given.items()}
