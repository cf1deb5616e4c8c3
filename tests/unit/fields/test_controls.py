"""The controls of every field type: rendered in both stages, named, labelled and deaf to markup."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from typing import Any

import jinja2

from forms.expressions import BOOLEAN, TEXT, compile_expression
from forms.fields import FOLDER
from forms.fields.base import Field, Option
from forms.fields.files import FileField
from forms.fields.repeating_group import RepeatingGroup
from forms.fields.shown import ShownRow
from forms.fields.types.choice import Choice
from forms.text.language import ENGLISH
from forms.text.messages import fill
from generator.render.control import Control
from generator.render.stage_one import StageOne
from tests.each import each, named
from tests.unit.fields.examples import Case, built, cases, fields

TEMPLATES = FOLDER.parents[2] / "themes" / "base" / "templates"
FIELDS = list(fields())
ASKING = [(name, field) for name, field in fields() if field.asks]
COLUMNS = [(name, field) for name, field in ASKING if not isinstance(field, FileField | RepeatingGroup)]
ACCEPTED = named(cases("accepts"), lambda case: case.name)
CONTROLS = {"input", "select", "textarea"}
MARKUP = "\"'><script>alert(1)</script>{{7*7}}{% raw %}"


class Blank(dict[str, Any]):
    """A request mapping: empty text for what is not there."""

    def __missing__(self, key: str) -> str:
        return ""


ROW = ShownRow(0, 1, "f00d", Blank(), Blank(), Blank())


class Printed(HTMLParser):
    """The tags of a page with their attributes, and the text of textareas."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def controls(self) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in CONTROLS]

    def all_of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@each(FIELDS)
def test_a_control_renders_in_both_stages(field: Field) -> None:
    page = _rendered(field)
    assert "[[" not in page
    assert "{{" not in page
    assert "{%" not in page


@each(ASKING)
def test_every_input_has_a_name_below_the_field_and_an_id_of_its_own(field: Field) -> None:
    printed = Printed(_rendered(field))
    ids = [attributes["id"] for _, attributes in printed.tags if "id" in attributes]
    assert printed.controls
    assert len(ids) == len(set(ids))
    for attributes in printed.controls:
        assert re.fullmatch(r"answer(\.[a-z0-9_.]+)?", attributes.get("name") or "")
        if attributes.get("type") != "hidden":
            assert attributes.get("id")


@each(ASKING)
def test_the_link_to_an_error_of_the_whole_field_lands_on_a_control(field: Field) -> None:
    ids = {attributes.get("id") for _, attributes in Printed(_rendered(field)).tags}
    assert Control(field).id(field.first_part) in ids


@each(ASKING)
def test_every_input_has_a_label(field: Field) -> None:
    printed = Printed(_rendered(field))
    labelled = {attributes.get("for") for attributes in printed.all_of("label")}
    # The label of a field with one control is printed by the page, around the control.
    labelled |= {str(Control(field).id())} if field.one_control else set()
    seen = [attributes for attributes in printed.controls if attributes.get("type") != "hidden"]
    assert seen
    assert {attributes["id"] for attributes in seen} <= labelled


@each(ASKING)
def test_browsers_neither_correct_nor_refuse_what_is_typed(field: Field) -> None:
    controls = Printed(_rendered(field)).controls
    assert controls
    for attributes in controls:
        assert attributes.get("type") not in ("number", "date", "month", "time", "url")
        assert not attributes.keys() & {"required", "pattern", "min", "max", "maxlength", "step"}


@each(ASKING)
def test_an_error_marks_the_control_as_invalid(field: Field) -> None:
    wrong = Blank(dict.fromkeys(("answer", *_names(field)), "Wrong."))
    assert 'aria-invalid="true"' not in _rendered(field)
    row = dataclasses.replace(ROW, e=Blank({_in_row(key): "Wrong." for key in wrong}))
    assert 'aria-invalid="true"' in _rendered(field, e=wrong, rows={"answer": [row]})


@each(ACCEPTED)
def test_the_controls_show_what_is_known(case: Case) -> None:
    field = case.field
    value = field.read(case.posted, ENGLISH, case.answers).value
    typed = field.typed(value, ENGLISH)
    rows = field.rows(typed, {}, None, ENGLISH) if isinstance(field, RepeatingGroup) else ()
    shown = _shown_values(Printed(_rendered(field, v=_by_name(field, typed), rows={"answer": rows})))
    if not isinstance(field, FileField):  # a file that was sent is listed, never typed again
        assert {key: shown.get(key, "") for key in typed} == {key: _text(text) for key, text in typed.items()}


@each(ASKING)
def test_what_was_typed_stays_text_whatever_it_is(field: Field) -> None:
    hostile = Blank(dict.fromkeys(("answer", *_names(field)), MARKUP))
    row = dataclasses.replace(ROW, v=Blank({_in_row(key): MARKUP for key in hostile}))
    page = _rendered(field, v=hostile, e=hostile, rows={"answer": [row]})
    assert "<script" not in page
    assert "49" not in Printed(page).text


@each(COLUMNS)
def test_a_control_in_a_row_carries_the_number_of_the_row(field: Field) -> None:
    control = Control(field, "owners.{{ r.i }}.", "owners-{{ r.i }}-", "r.")
    printed = Printed(_second_stage(_first_stage(field, control), r=ROW))
    assert printed.controls
    for attributes in printed.controls:
        assert (attributes["name"] or "").startswith("owners.0.answer")
        assert (attributes["id"] or "").startswith("owners-0-answer")


def test_an_option_that_is_not_offered_is_marked_and_carries_its_condition() -> None:
    condition = compile_expression("seats", {"seats": BOOLEAN})
    field = Choice(name="answer", options=(Option("a", "A"), Option("b", "B", show_if=condition)))
    offered = _rendered(field, offered={"answer": {"a", "b"}})
    hidden = _rendered(field, offered={"answer": {"a"}})
    assert "data-off" not in offered
    assert hidden.count("data-off") == 1
    assert Printed(hidden).all_of("div")[2]["data-show-if"] == '["get","seats"]'


def test_a_condition_cannot_carry_brackets_into_the_request() -> None:
    condition = compile_expression("note == '{{7*7}}'", {"note": TEXT})
    field = Choice(name="answer", options=(Option("a", "A"), Option("b", "B", show_if=condition)))
    shown = Printed(_rendered(field)).all_of("div")[2]["data-show-if"]
    assert shown == '["==",["get","note"],"{{7*7}}"]'


def test_texts_of_a_spec_are_printed_as_text_only() -> None:
    field = built("choice", {"label": "L", "options": {"a": MARKUP, "b": {"label": "B", "hint": MARKUP}}})
    page = _rendered(field)
    assert "<script" not in page
    assert Printed(page).text.count(MARKUP) == 2


def _rendered(field: Field, **context: Any) -> str:
    return _second_stage(_first_stage(field, Control(field)), **context)


def _first_stage(field: Field, control: Control) -> str:
    return _stage_one().render(f"{field.type}/control.html", ENGLISH, field=field, control=control)


@cache
def _stage_one() -> StageOne:
    return StageOne([TEMPLATES], {})


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.globals["fill"] = lambda text, **values: fill(text, values)
    return environment


def _second_stage(template: str, **context: Any) -> str:
    names = ("v", "e", "known", "masked", "suggested", "kept", "calc", "confirm", "shown")
    blank: Mapping[str, Any] = {name: Blank() for name in names}
    everything = Blank({"answer": {"a", "b"}})
    blank = {**blank, "offered": everything, "rows": {"answer": [ROW]}}
    return _second_template(template).render({**blank, **context})


@cache
def _second_template(template: str) -> jinja2.Template:
    return _environment().from_string(template)


def _in_row(name: str) -> str:
    """The key of a control inside its row: ``answer.0.share`` is ``share`` there."""
    return name.removeprefix("answer.0.")


def _names(field: Field) -> list[str]:
    return [attributes.get("name") or "" for attributes in Printed(_rendered(field)).controls]


def _by_name(field: Field, typed: Mapping[str, Any]) -> Blank:
    return Blank({f"{field.name}.{part}" if part else field.name: text for part, text in typed.items()})


def _text(text: Any) -> Any:
    return text if isinstance(text, str) else tuple(text)


def _shown_values(printed: Printed) -> dict[str, Any]:
    """What the controls would post if the page were sent as it is, by part."""
    shown: dict[str, Any] = {}
    name = ""
    for tag, attributes in printed.tags:
        name = (attributes.get("name") or name) if tag in CONTROLS else name
        part = name.partition(".")[2]
        kind = attributes.get("type")
        chosen = "checked" in attributes or (tag == "option" and "selected" in attributes)
        if tag == "textarea":
            shown[part] = printed.text
        elif kind == "checkbox" and chosen and printed_many(printed, name):
            shown[part] = (*shown.get(part, ()), attributes["value"])
        elif chosen or (tag == "input" and kind not in ("checkbox", "radio")):
            shown[part] = attributes.get("value")
    return shown


def printed_many(printed: Printed, name: str) -> bool:
    boxes = [tag for tag in printed.controls if tag.get("name") == name and tag.get("type") == "checkbox"]
    return len(boxes) > 1
