"""What a form becomes: names, rules and options from the specs, words from a language."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from forms.expressions import evaluate
from forms.fields.base import Field, Shared
from forms.model.form import City, Form
from forms.model.serialise import from_json, to_json
from generator.project.project import Project, compile_city, compile_form, texts
from tests.unit.generator.dunes import FILES, FORM, INSPECTION, changed, project


@pytest.fixture(scope="module")
def dunes(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project(tmp_path_factory.mktemp("dunes"))


@pytest.fixture(scope="module")
def inspection(dunes: Project) -> Form:
    return next(form for form in dunes.forms if form.name == "inspection")


def shout(context: str, text: str) -> str:
    """Another language, as loud as it is easy to recognise."""
    return text.upper()


def without_words(thing: Any) -> Any:
    """The JSON of a form without anything that people read."""
    wording = [
        "label",
        "hint",
        "help",
        "title",
        "summary",
        "purpose",
        "intro",
        "next_steps",
        "message",
        "text",
        "statement",
        "row_label",
    ]
    if isinstance(thing, dict):
        return {key: without_words(value) for key, value in thing.items() if key not in wording}
    return [without_words(item) for item in thing] if isinstance(thing, list) else thing


def test_forms_come_in_the_order_of_the_tabs(dunes: Project) -> None:
    assert [(form.agency, form.name) for form in dunes.forms] == [
        ("fire", "inspection"),
        ("clerk", "trade-name"),
    ]


def test_a_use_brings_wording_rules_and_provenance_of_its_master_field(inspection: Form) -> None:
    field = inspection.field("legal_name")
    assert (field.type, field.label, field.autocomplete) == (
        "text",
        "Legal name of the business",
        "organization",
    )
    assert field.shared == Shared("business.legal_name", "business", "clerk", "public", "review", 365)


def test_a_use_may_have_other_words_and_another_name(inspection: Form) -> None:
    field = inspection.field("own_phone")
    assert field.label == "Phone of the person who opens the door"
    assert field.shared is not None
    assert (field.shared.master, field.shared.party) == ("person.phone", "person")


def test_a_use_may_make_an_answer_optional(inspection: Form) -> None:
    assert inspection.field("ein").required is False
    assert inspection.field("ein").secret is True


def test_a_rule_of_a_master_field_follows_it_to_its_other_name(inspection: Form) -> None:
    rule = inspection.field("partners").valid_if[0].condition
    assert rule.names == {"partners"}
    shares = [{"share": Decimal(60)}, {"share": Decimal(50)}]
    assert evaluate(rule.tree, {"partners": shares}) is False


def test_a_master_field_may_be_like_one_that_this_form_does_not_ask(tmp_path: Path, inspection: Form) -> None:
    assert to_json(inspection.field("mailing_address")).get("same_as", []) == []
    entry = "      - use: business.mailing_address"
    both = changed(FORM, entry, f"      - use: business.premises_address\n{entry}")
    field = project(tmp_path, both).forms[0].field("mailing_address")
    assert to_json(field)["same_as"] == [{"key": "premises_address", "label": "Address of the premises"}]


def test_conditions_defaults_and_calculations_are_compiled(inspection: Form) -> None:
    def holds(field: Field, **answers: object) -> object:
        assert field.show_if is not None
        return evaluate(field.show_if.tree, answers)

    assert holds(inspection.field("other_kind"), kind="other") is True
    assert holds(inspection.field("other_kind"), kind="shop") is False
    seats = inspection.field("seats")
    assert seats.default is not None
    assert evaluate(seats.default.tree, {}) == 10
    stools = inspection.field("stools")
    assert stools.required_if is not None
    costs = [{"amount": Decimal("1.10")}, {"amount": Decimal("2.20")}]
    assert inspection.field("total").calculated({"costs": costs}) == Decimal("3.30")


def test_a_page_has_its_condition(inspection: Form) -> None:
    rooms = inspection.pages[1]
    assert rooms.show_if is not None
    assert evaluate(rooms.show_if.tree, {"kind": "shop"}) is False


def test_markdown_becomes_safe_html(inspection: Form) -> None:
    assert inspection.pages[0].intro == "<p>Tell us <em>where</em> to go.</p>"
    assert '<a href="https://dunes.example/fire">what we look at</a>' in inspection.next_steps
    assert to_json(inspection.field("note"))["text"] == "<p>Bring the <strong>floor plan</strong>.</p>"


def test_a_form_survives_the_way_to_the_runtime(dunes: Project) -> None:
    for form in dunes.forms:
        assert from_json(Form, json.loads(json.dumps(to_json(form)))) == form
    assert from_json(City, json.loads(json.dumps(to_json(dunes.city)))) == dunes.city


def test_structure_and_version_are_the_same_in_every_language(dunes: Project) -> None:
    assert dunes.forms
    for form in dunes.forms:
        loud = compile_form(dunes, form.name, shout)
        assert loud.version == form.version
        assert loud.title == form.title.upper()
        assert without_words(to_json(loud)) == without_words(to_json(form))


def test_compiling_without_another_language_gives_the_form_itself(dunes: Project) -> None:
    assert dunes.forms
    for form in dunes.forms:
        assert compile_form(dunes, form.name, lambda context, text: text) == form


def test_the_city_speaks_the_language(dunes: Project) -> None:
    city = compile_city(dunes, shout)
    assert (city.title, city.agencies[0].title) == ("TOWN OF DUNES", "FIRE DEPARTMENT")
    assert city.contact.hours == "MONDAY TO FRIDAY, 8 AM TO 5 PM"
    assert city.contact.phone == dunes.city.contact.phone
    assert city.registers[0].title == "THE SALES TAX REGISTER"


def test_every_text_that_is_translated_has_one_context_and_its_place(dunes: Project) -> None:
    found = {text.context: text for text in texts(dunes)}
    assert len(found) == len(list(texts(dunes)))
    wanted = {
        "city.name": "Town of Dunes",
        "agencies.fire.contact.hours": "Day and night",
        "registers.sales_tax.name": "the sales tax register",
        "inspection.title": "Ask for an inspection",
        "inspection.pages.premises.intro": "Tell us *where* to go.",
        "business.legal_name.label": "Legal name of the business",
        "business.owners.valid_if.1": "The shares are more than 100 percent. Correct the shares.",
        "business.owners.row_label": "Owner",
        "owner.share.label": "Share of the business",
        "inspection.fields.own_phone.label": "Phone of the person who opens the door",
        "inspection.fields.kind.options.bar.label": "A bar",
        "inspection.fields.kind.options.bar.hint": "With drinks",
        "inspection.fields.costs.amount.label": "How much",
        "inspection.fields.declaration.statement": "I declare that this is true.",
        "inspection.fields.note.text": "Bring the **floor plan**.",
    }
    assert {context: found[context].text for context in wanted} == wanted
    label = found["inspection.fields.kind.options.bar.label"]
    assert INSPECTION.split("\n")[label.line - 1].strip().startswith("bar:")
    assert label.file.endswith(FORM)
    assert "The premises" in label.comment


def test_a_text_that_a_form_does_not_override_is_translated_once_for_all(dunes: Project) -> None:
    contexts = [text.context for text in texts(dunes) if text.text == "Legal name of the business"]
    assert contexts == ["business.legal_name.label"]


def test_all_texts_of_forms_are_asked_for(dunes: Project, inspection: Form) -> None:
    asked: list[str] = []
    compile_form(dunes, "inspection", lambda context, text: asked.append(context) or text)
    assert set(asked) <= {text.context for text in texts(dunes)}


VERSION_KEEPS = {
    "a label": ("label: Which kind?", "label: What kind, then?"),
    "a label of a master field": ("label: Business phone", "label: Phone of the business"),
    "a hint": ("hint: With drinks", "hint: With beer"),
    "a title": ("title: Ask for", "title: Request"),
    "a message of a rule": ("There are more stools than seats.", "Too many stools."),
    "a deadline": ("2030-12-31", "2031-12-31"),
    "a condition written with other spaces": ("kind == 'other'", "kind  ==  'other'"),
    "who looks after a fact": ("steward: clerk", "steward: fire"),
}
VERSION_CHANGES = {
    "an option": (
        "          other: Something else",
        "          other: Something else\n          cafe: A café",
    ),
    "a rule": ("seats >= stools", "seats > stools"),
    "a condition": ("kind == 'other'", "kind != 'other'"),
    "a calculation": ("sum(costs.amount)", "sum(costs.amount) * 2"),
    "what is required": ("required: false", "required: true"),
    "a limit": ("max: 500", "max: 501"),
    "a statement that is signed": ("I declare that this is true.", "I declare that this is wrong."),
    "the name of a field": ("field: papers", "field: paper"),
    "the order of pages and fields": ("      - use: business.ein\n        required: false\n", ""),
    "a column of a shared row shape": (
        "share: {type: percentage",
        "share: {required: false, type: percentage",
    ),
}


def version(folder: Path, old: str, new: str) -> str:
    """The version of the inspection after one replacement, wherever the text stands."""
    name = next(name for name in (FORM, "master_fields.yaml") if old in FILES[name])
    found = project(folder, changed(name, old, new))
    assert found.problems == ()
    return found.forms[0].version


@pytest.mark.parametrize("change", VERSION_KEEPS)
def test_the_version_stays_when_this_changes(change: str, tmp_path: Path, inspection: Form) -> None:
    assert version(tmp_path, *VERSION_KEEPS[change]) == inspection.version


@pytest.mark.parametrize("change", VERSION_CHANGES)
def test_the_version_changes_with(change: str, tmp_path: Path, inspection: Form) -> None:
    assert version(tmp_path, *VERSION_CHANGES[change]) != inspection.version


def test_amounts_are_in_the_currency_of_the_city_unless_a_spec_says_otherwise(tmp_path: Path) -> None:
    files = {**changed(FORM, "label: Price,", "label: Price, currency: CHF,")}
    files["city.yaml"] = files["city.yaml"].replace("currency: USD", "currency: EUR")
    form = project(tmp_path, files).forms[0]
    assert to_json(form.field("total"))["currency"] == "EUR"
    assert to_json(form.field("costs"))["fields"][1]["currency"] == "EUR"
    assert to_json(form.field("extras"))["fields"][1]["currency"] == "CHF"
