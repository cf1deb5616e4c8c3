"""What stands around a control: label, hint, provenance, errors, and what the page script is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from forms.expressions import BOOLEAN, TEXT, compile_expression
from forms.fields.base import Field, Shared
from forms.fields.types.address import PostalAddress
from forms.fields.types.date import Date
from forms.fields.types.ein import Ein
from forms.fields.types.person_name import Name
from forms.fields.types.text import Text
from forms.fields.types.yes_no import YesNo
from forms.model.form import Form, Page
from runtime.web.http.template_values import Texts
from tests import request_context
from tests.unit.rendering.pages import elements, parsed, text_of
from tests.unit.rendering.sample import form_of, rendered

OPTIONAL = {"address": "unit", "person_name": "suffix"}
NAME = Text(name="legal_name", label="Legal name", shared=Shared("business.legal_name", "business"))


def shown(form: Form | Field, **more: Any) -> Element:
    made = form if isinstance(form, Form) else form_of(form)
    context = {**request_context.anyone(), **request_context.form_page(made, made.pages[0]), **more}
    return parsed(request_context.answered(rendered(made), context))


def with_id(tree: Element, name: str) -> Element:
    return next(element for element in elements(tree) if element.attrib.get("id") == name)


def ids(tree: Element) -> set[str]:
    return {element.attrib.get("id", "") for element in elements(tree)}


def label_of(tree: Element, name: str) -> str:
    return next(text_of(label) for label in elements(tree, "label") if label.attrib["for"] == name)


def test_an_input_without_words_around_it_is_described_by_nothing() -> None:
    control = with_id(shown(Text(name="a", label="A")), "a")
    assert "aria-describedby" not in control.attrib
    assert "aria-invalid" not in control.attrib


def test_hint_provenance_and_error_describe_the_input_in_this_order() -> None:
    field = Text(name="a", label="A", hint="A hint")
    tree = shown(field, known=Texts(a="From the register"), e=Texts(a="A: enter it."))
    control = with_id(tree, "a")
    assert control.attrib["aria-describedby"].split() == ["a-hint", "a-known", "a-error"]
    assert control.attrib["aria-invalid"] == "true"
    assert text_of(with_id(tree, "a-error")) == "Error: A: enter it."
    assert text_of(with_id(tree, "a-known")) == "From the register"


def test_a_group_has_a_legend_and_only_the_part_at_fault_is_marked() -> None:
    errors = Texts({"d": "D: enter a month.", "d.": "yes", "d.month": "D: enter a month."})
    tree = shown(Date(name="d", label="The day"), e=errors)
    assert [text_of(legend) for legend in elements(tree, "legend")] == ["The day"]
    marked = [element.attrib["id"] for element in elements(tree) if "aria-invalid" in element.attrib]
    assert marked == ["d-month"]
    assert next(elements(tree, "fieldset")).attrib["aria-describedby"].split() == ["d-error"]


def test_a_group_that_is_wrong_as_a_whole_marks_all_its_parts() -> None:
    tree = shown(Date(name="d", label="The day"), e=Texts(d="The day: enter a date."))
    marked = [element.attrib["id"] for element in elements(tree) if "aria-invalid" in element.attrib]
    assert marked == ["d-month", "d-day", "d-year"]


@pytest.mark.parametrize(
    ("field", "needed"),
    [
        (PostalAddress(name="a", label="Home"), ["a-street", "a-city", "a-state", "a-zip"]),
        (Name(name="a", label="Name"), ["a-given", "a-family"]),
    ],
)
def test_parts_that_may_stay_empty_are_not_at_fault_when_all_is_missing(
    field: Field, needed: list[str]
) -> None:
    tree = shown(field, e=Texts(a="Enter it."))
    assert [one.attrib["id"] for one in elements(tree) if "aria-invalid" in one.attrib] == needed
    errors = Texts({"a": "Too long.", "a.": "yes", f"a.{OPTIONAL[field.type]}": "Too long."})
    marked = [one.attrib["id"] for one in elements(shown(field, e=errors)) if "aria-invalid" in one.attrib]
    assert marked == [f"a-{OPTIONAL[field.type]}"]


def test_optional_questions_say_so_in_words_and_required_ones_do_not() -> None:
    assert label_of(shown(Text(name="a", label="A", required=False)), "a") == "A (optional)"
    assert label_of(shown(Text(name="a", label="A")), "a") == "A"


def test_a_known_value_to_confirm_gets_a_checkbox_of_its_own() -> None:
    name = replace(NAME, prefill="confirm")
    known = Texts(legal_name="From the register")
    assert "legal_name-confirm" not in ids(shown(name, known=known))
    tree = shown(name, known=known, confirm=Texts(legal_name=True), v=Texts({"legal_name.confirm": "yes"}))
    checkbox = with_id(tree, "legal_name-confirm")
    assert (checkbox.attrib["name"], checkbox.attrib["value"]) == ("legal_name.confirm", "yes")
    assert "checked" in checkbox.attrib


def test_a_value_that_never_needs_confirming_brings_no_checkbox() -> None:
    assert "confirm" not in rendered(form_of(NAME))
    aging = replace(NAME, shared=Shared("business.legal_name", "business", confirm_after=365))
    assert 'confirm["legal_name"]' in rendered(form_of(aging))


def test_a_secret_shows_its_mask_and_how_to_keep_it() -> None:
    secret = Ein(name="ein", label="EIN", shared=Shared("business.ein", "business", sensitivity="restricted"))
    tree = shown(secret, known=Texts(ein="From the register"), masked=Texts(ein="••-•••6789"))
    assert text_of(with_id(tree, "ein-known")) == "From the register ••-•••6789 Leave it empty to keep it."
    assert with_id(tree, "ein").attrib["value"] == ""
    assert "data-masked" in with_id(tree, "ein-field").attrib


def conditional() -> Form:
    altered = YesNo(name="altered", label="Altered?")
    show_if = compile_expression("altered", {"altered": BOOLEAN})
    return form_of(altered, Text(name="what", label="What?", show_if=show_if))


def test_a_condition_on_the_same_page_is_left_to_the_page_script() -> None:
    tree = shown(conditional(), shown=Texts(altered=True))
    wrapper = with_id(tree, "what-field")
    assert "data-off" in wrapper.attrib
    assert wrapper.attrib["data-show-if"] == '["get","altered"]'
    assert with_id(tree, "altered-field").attrib["data-kind"] == '"boolean"'
    assert "Leave this empty if it does not apply to you." in text_of(wrapper)
    assert "data-off" not in with_id(shown(conditional()), "what-field").attrib


def test_a_condition_on_another_page_is_decided_by_the_request() -> None:
    show_if = compile_expression("before == 'x'", {"before": TEXT})
    form = form_of(Text(name="what", label="What?", show_if=show_if), Text(name="other", label="Other"))
    assert "what-field" not in ids(shown(form, shown=Texts(other=True)))
    assert "what-field" in ids(shown(form))
    assert "data-show-if" not in rendered(form)


def test_a_page_without_conditions_tells_the_page_script_nothing() -> None:
    assert "data-" not in rendered(form_of(NAME))


def test_answers_of_other_pages_are_asked_for_only_where_a_condition_reads_them() -> None:
    scope = {"here": BOOLEAN, "before": TEXT}
    show_if = compile_expression("here and before == 'x'", scope)
    form = form_of(YesNo(name="here", label="Here?"), Text(name="what", label="What?", show_if=show_if))
    asked: list[list[str]] = []
    shown(form, scope=lambda names: asked.append(names) or "{}")
    assert asked == [["before", "today"]]


def test_files_are_posted_in_parts_and_other_pages_are_not() -> None:
    assert "multipart" not in rendered(form_of(NAME))


def test_an_intro_is_printed_as_the_compiler_made_it() -> None:
    page = Page(name="p", title="P", intro="<p>Read <strong>this</strong>.</p>", fields=(NAME,))
    tree = shown(Form(name="f", agency="fire", title="F", pages=(page,)))
    assert [text_of(element) for element in elements(tree, "strong")][-1] == "this"
