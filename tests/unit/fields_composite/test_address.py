"""Addresses: copying another one, PO Boxes, and every address that can be typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.expressions import compile_expression, evaluate
from forms.fields.base import Option
from forms.fields.types.address import STATES, Address, PostalAddress
from forms.text.language import ENGLISH

MARKET = {"street": "1 Market St", "unit": None, "city": "Foggyton", "state": "CA", "zip": "94105"}
HOME = PostalAddress(
    name="home",
    label="Home address",
    po_box=False,
    same_as=(Option("premises", "Address of the premises"), Option("mailing", "Mailing address")),
)


def test_an_address_said_to_be_the_same_is_copied_whatever_else_was_typed() -> None:
    reading = HOME.read({"same": ["premises"], "street": ["x"]}, ENGLISH, {"premises": MARKET})
    assert reading.value == Address("1 Market St", "", "Foggyton", "CA", "94105")


def test_the_same_as_an_address_nobody_answered_is_an_error_that_names_it() -> None:
    (error,) = HOME.read({"same": ["mailing"]}, ENGLISH, {"premises": MARKET}).errors
    assert error.part == "same"
    assert "“Mailing address”" in ENGLISH.say(error.message)


def test_the_same_as_a_po_box_is_refused_where_po_boxes_are() -> None:
    box = MARKET | {"street": "P. O. Box 12"}
    (error,) = HOME.read({"same": ["premises"]}, ENGLISH, {"premises": box}).errors
    assert "A PO Box cannot be used here" in ENGLISH.say(error.message)


def test_a_field_that_may_not_be_copied_from_is_ignored() -> None:
    assert HOME.read({"same": ["secret_address"]}, ENGLISH, {"secret_address": MARKET}).value is None


def test_each_missing_part_has_its_own_error() -> None:
    errors = HOME.read({"unit": ["5"]}, ENGLISH, {}).errors
    assert [error.part for error in errors] == ["street", "city", "state", "zip"]


@pytest.mark.parametrize(
    "street", ["PO Box 1", "p.o. box 1", "P O Box 1", "POB 12", "Post Office Box 1", "Apartado 77"]
)
def test_a_po_box_is_recognised_in_many_spellings(street: str) -> None:
    errors = HOME.read(_typed(street=street), ENGLISH, {}).errors
    assert [error.part for error in errors] == ["street"]


@pytest.mark.parametrize("street", ["8 Boxwood Lane", "12 Pobst Ave", "1 Post Office Road", "5 Po Street"])
def test_a_street_that_only_looks_like_a_po_box_is_accepted(street: str) -> None:
    assert HOME.read(_typed(street=street), ENGLISH, {}).value.street == street


def test_an_unknown_unit_is_unknown_to_expressions() -> None:
    scope = {"home": HOME.plain(Address("1 Market St", "", "Foggyton", "CA", "94105"))}
    rule = compile_expression("known(home.unit) or home.zip == '94105'", {"home": HOME.kind})
    assert evaluate(rule.tree, scope) is True
    assert evaluate(["known", ["get", "home", "unit"]], scope) is False


TEXT = st.text(min_size=1, max_size=60).map(str.strip).filter(str.isprintable).filter(bool)


@settings(max_examples=60)
@given(TEXT, TEXT, st.sampled_from(list(STATES)), st.from_regex(r"[0-9]{5}(-[0-9]{4})?", fullmatch=True))
def test_every_address_that_is_accepted_reads_back_the_same(
    street: str, city: str, state: str, zip_code: str
) -> None:
    field = PostalAddress(name="a", label="Address")
    reading = field.read(_typed(street=street, city=city, state=state, zip=zip_code), ENGLISH, {})
    if reading.value is None:
        assert reading.errors
        return
    typed = field.typed(reading.value, ENGLISH)
    assert field.read({part: [str(text)] for part, text in typed.items()}, ENGLISH, {}) == reading
    assert field.from_json(field.to_json(reading.value)) == reading.value
    assert reading.value.zip == zip_code


def _typed(**parts: str) -> dict[str, list[str]]:
    whole = {"street": "1 Market St", "city": "Foggyton", "state": "CA", "zip": "94105"} | parts
    return {part: [text] for part, text in whole.items()}


def test_a_default_that_is_another_address_is_an_address_again() -> None:
    home = Address(street="1 Pier", city="Foggyton", state="CA", zip="94105")
    assert HOME.from_plain(HOME.plain(home)) == home


@pytest.mark.parametrize("plain", [{"street": "1 Pier", "city": None}, {}, "1 Pier", None])
def test_a_default_that_lacks_a_part_is_none(plain: object) -> None:
    assert HOME.from_plain(plain) is None
