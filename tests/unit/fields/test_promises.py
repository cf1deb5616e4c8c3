"""What only some fields promise: files, repeating groups, options, suggestions and calculated values."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, TypeVar, get_args, get_origin

import pytest

from forms.fields import field_types
from forms.fields.base import Field
from forms.fields.calculating import CalculatedField
from forms.fields.choices import OptionsField
from forms.fields.files import FileField
from forms.fields.repeating_group import RepeatingGroup
from forms.fields.suggesting import SuggestingField
from forms.text.language import ENGLISH
from tests.each import each, named
from tests.unit.fields.examples import Case, cases

PROMISES: dict[type[Field], set[str]] = {
    FileField: {"file"},
    RepeatingGroup: {"list"},
    OptionsField: {"choice", "multi_choice", "select"},
    SuggestingField: {"naics"},
    CalculatedField: {"calculated"},
}


def _params(promise: type[Field]) -> Iterator[Any]:
    return (pytest.param(case, id=case.name) for case in cases("accepts") if isinstance(case.field, promise))


FILES = [*_params(FileField)]
GROUPS = [*_params(RepeatingGroup)]


@pytest.mark.parametrize("promise", PROMISES)
def test_the_types_that_promise_it_are_known(promise: type[Field]) -> None:
    assert {name for name, made in field_types().items() if issubclass(made, promise)} == PROMISES[promise]


@each(named(PROMISES, lambda promise: promise.__name__), named(field_types()))
def test_a_type_has_all_members_of_what_it_promises_and_none_of_anything_else(
    promise: type[Field], type_name: str
) -> None:
    members = {name for name in vars(promise) if not name.startswith("_")} - set(dir(Field))
    field_type = field_types()[type_name]
    assert members
    assert not inspect.isabstract(field_type)
    expected = members if issubclass(field_type, promise) else set()
    assert {name for name in members if hasattr(field_type, name)} == expected


@pytest.mark.parametrize("case", FILES)
def test_a_file_field_lists_the_files_behind_its_value(case: Case) -> None:
    field, value = case.field, _value(case)
    assert isinstance(field, FileField)
    kept = field.kept(value, ENGLISH)
    assert [file.id for file in kept] == [reference.id for reference in value]
    assert len(field.typed(value, ENGLISH)[""]) == len(kept) <= field.most_files
    assert [field.media_type(file.name) for file in kept] == [reference.media_type for reference in value]
    assert field.kept(None, ENGLISH) == ()


@pytest.mark.parametrize("case", FILES)
def test_a_file_field_says_what_is_wrong_with_a_file_by_its_own_name(case: Case) -> None:
    field = case.field
    assert isinstance(field, FileField)
    assert field.most_mb > 0
    for name, head, size in (("", b"", 0), ("plan.exe", b"MZ", 9), ("plan.pdf", b"", 0)):
        refusal = field.problem_with(name, head, size)
        assert refusal is not None
        assert field.label in ENGLISH.say(refusal)


@pytest.mark.parametrize("case", GROUPS)
def test_a_repeating_group_counts_with_its_columns(case: Case) -> None:
    field, value = case.field, _value(case)
    assert isinstance(field, RepeatingGroup)
    assert field.questions == len(field.columns()) > 0
    assert 0 <= field.answered_by(value) <= field.questions
    assert field.lacking(value) == ()


@pytest.mark.parametrize("case", GROUPS)
def test_a_repeating_group_merges_what_it_does_not_know_as_it_is(case: Case) -> None:
    field, value = case.field, _value(case)
    assert isinstance(field, RepeatingGroup)
    assert field.merge(None, value) == value == field.merge(value, value)
    assert field.merge(value, None) is None


@pytest.mark.parametrize("case", GROUPS)
def test_a_repeating_group_shows_a_row_for_each_and_one_more_after_add(case: Case) -> None:
    field, value = case.field, _value(case)
    assert isinstance(field, RepeatingGroup)
    typed = field.typed(value, ENGLISH)
    assert [row.id for row in field.rows(typed, {}, None, ENGLISH)] == [row.id for row in value]
    assert field.rows({}, {}, None, ENGLISH)
    posted = {part: [texts] if isinstance(texts, str) else texts for part, texts in typed.items()}
    more = field.apply_list_action("add", posted)
    assert len(field.rows(field.typed_again(more), {}, None, ENGLISH)) == len(value) + 1
    assert field.apply_list_action("something.else", posted) == posted


@each(named(cases("accepts"), lambda case: case.name))
def test_a_value_is_of_the_type_that_its_field_declares(case: Case) -> None:
    declared = _declared(type(case.field))
    assert isinstance(_value(case), get_origin(declared) or declared)


def _declared(field_type: type[Field]) -> Any:
    bases = [base for each in field_type.__mro__ for base in vars(each).get("__orig_bases__", ())]
    given = [get_args(base)[0] for base in bases if get_args(base)]
    return next(one for one in given if not isinstance(one, TypeVar))


def _value(case: Case) -> Any:
    return case.field.read(case.posted, ENGLISH, case.answers).value
