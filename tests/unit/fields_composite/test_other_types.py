"""Names, signatures, declarations, calculations and content."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.expressions import NUMBER, compile_expression
from forms.fields.types.calculated import Calculated, Shows
from forms.fields.types.content import Content
from forms.fields.types.declaration import Declaration
from forms.fields.types.person_name import Name, PersonName
from forms.fields.types.signature import Signature, Signed
from forms.text.language import ENGLISH, Language

NAME = Name(name="name", label="Name")
SIGNATURE = Signature(name="signature", label="Signature", statement="I sign.")
SPANISH = Language("es", "es_US")


@settings(max_examples=60)
@given(st.lists(st.text(max_size=30), min_size=4, max_size=4))
def test_every_name_that_is_accepted_reads_back_the_same(parts: list[str]) -> None:
    reading = NAME.read(
        {part: [text] for part, text in zip(PersonName._fields, parts, strict=True)}, ENGLISH, {}
    )
    if reading.value is None:
        return
    typed = {part: [str(text)] for part, text in NAME.typed(reading.value, ENGLISH).items()}
    assert NAME.read(typed, ENGLISH, {}) == reading
    assert NAME.from_json(NAME.to_json(reading.value)) == reading.value
    assert NAME.display(reading.value, ENGLISH).strip()


@pytest.mark.parametrize("stored", [{"middle": "A"}, {"given": ""}, {"given": 1}, {"given": "A", "x": "B"}])
def test_a_stored_name_of_another_shape_is_refused(stored: object) -> None:
    with pytest.raises(ValueError, match="name"):
        NAME.from_json(stored)


def test_a_signature_carries_the_day_and_the_statement_that_was_signed() -> None:
    reading = SIGNATURE.read({"name": ["Mei Chen"], "agree": ["yes"]}, ENGLISH, {"today": date(2026, 3, 3)})
    assert reading.value == Signed("Mei Chen", "I sign.", date(2026, 3, 3))
    assert "3 de marzo de 2026" in SIGNATURE.display(reading.value, SPANISH)


def test_a_signature_without_name_or_agreement_names_the_part_at_fault() -> None:
    parts = {"name": ["Mei"]}, {"agree": ["yes"]}, {"name": ["M" * 200], "agree": ["no"]}
    found = [[error.part for error in SIGNATURE.read(posted, ENGLISH, {}).errors] for posted in parts]
    assert found == [["agree"], ["name"], ["name", "agree"]]


@pytest.mark.parametrize("day", ["20260303", "2026-W10-2", "2026-02-30", "3 March 2026", ""])
def test_a_stored_signature_with_another_kind_of_day_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        SIGNATURE.from_json({"name": "Mei", "statement": "I sign.", "signed_on": day})


def test_a_declaration_that_is_not_ticked_is_no_answer_and_says_what_to_do() -> None:
    field = Declaration(name="promise", label="Promise", statement="I promise.")
    assert field.read({"": ["no"]}, ENGLISH, {}).value is None
    assert field.read({}, ENGLISH, {}).value is None
    assert ENGLISH.say(field.missing()) == "Promise: read the statement and tick the box to affirm it."


def test_a_calculation_is_unknown_until_its_answers_are_there() -> None:
    field = _calculated("a * 2", "number")
    assert field.calculated({}) is None
    assert field.calculated({"a": Decimal(4)}) == 8


def test_what_is_shown_is_what_counts() -> None:
    field = _calculated("a / 3", "money")
    value = field.calculated({"a": Decimal(10)})
    assert value == Decimal("3.33")
    assert field.tree == ["round", ["/", ["get", "a"], ["num", "3"]], ["num", "2"]]


def test_money_is_rounded_half_up_and_said_as_it_is_typed() -> None:
    field = _calculated("a", "money")
    value = field.calculated({"a": Decimal("1234.565")})
    assert field.display(value, ENGLISH) == "$1,234.57"
    assert field.display(value, Language("de", "de_DE")) == "$1,234.57"


def test_places_decide_how_a_number_is_rounded_and_written() -> None:
    field = _calculated("a", "number", places=1)
    value = field.calculated({"a": Decimal("1234.56")})
    assert (field.to_json(value), field.display(value, ENGLISH)) == ("1234.6", "1,234.6")
    assert _calculated("a", "number", places=0).display(Decimal(2), ENGLISH) == "2"
    assert _calculated("a", "number", places=2).display(Decimal(2), ENGLISH) == "2.00"


def test_a_result_of_another_kind_than_shown_is_unknown_rather_than_wrong() -> None:
    assert _calculated("a > 1", "number").calculated({"a": Decimal(2)}) is None
    assert _calculated("a", "yes_no").calculated({"a": Decimal(2)}) is None


def test_nothing_that_a_browser_posts_becomes_a_calculated_value() -> None:
    assert _calculated("a", "money").read({"": ["1000000"]}, ENGLISH, {}).value is None


@settings(max_examples=60)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4), st.sampled_from([None, 0, 2, 4]))
def test_every_calculated_number_comes_back_from_its_stored_form(number: Decimal, places: int | None) -> None:
    field = _calculated("a", "number", places=places)
    value = field.calculated({"a": number})
    assert field.from_json(field.to_json(value)) == value
    assert field.display(value, ENGLISH)


@pytest.mark.parametrize("stored", ["NaN", "1e5", "٣", "1_0", "", "Infinity", 3, True, None, "0" * 100])
def test_a_stored_number_of_another_form_is_refused(stored: object) -> None:
    with pytest.raises(ValueError, match="expected"):
        _calculated("a", "number").from_json(stored)


def test_places_that_nobody_can_show_are_named() -> None:
    assert [error.option for error in _calculated("a", "number", places=99).option_errors()] == ["places"]


def test_content_never_has_an_answer() -> None:
    field = Content(name="note", text="<p>Hello</p>")
    assert not field.asks
    assert field.read({"": ["x"]}, ENGLISH, {}).value is None
    with pytest.raises(ValueError, match="no answer"):
        field.from_json("x")


def _calculated(source: str, shows: Shows, places: int | None = None) -> Calculated:
    expression = compile_expression(source, {"a": NUMBER})
    return Calculated(name="result", label="Result", calculate=expression, shows=shows, places=places)
