"""A postal address in the United States."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from forms.fields.base import AnswerError, Option, Posted, Reading, Stored, Value
from forms.fields.groups import GroupField
from forms.fields.options import option
from forms.fields.parts import one
from forms.fields.room import PICKED, Room
from forms.text.language import Language
from forms.text.messages import Message, message, plural_message

# States, the district and the territories served by the postal service.
_STATE_NAMES = """
AL Alabama; AK Alaska; AS American Samoa; AZ Arizona; AR Arkansas; CA California; CO Colorado;
CT Connecticut; DE Delaware; DC District of Columbia; FL Florida; GA Georgia; GU Guam; HI Hawaii;
ID Idaho; IL Illinois; IN Indiana; IA Iowa; KS Kansas; KY Kentucky; LA Louisiana; ME Maine;
MD Maryland; MA Massachusetts; MI Michigan; MN Minnesota; MS Mississippi; MO Missouri; MT Montana;
NE Nebraska; NV Nevada; NH New Hampshire; NJ New Jersey; NM New Mexico; NY New York;
NC North Carolina; ND North Dakota; MP Northern Mariana Islands; OH Ohio; OK Oklahoma; OR Oregon;
PA Pennsylvania; PR Puerto Rico; RI Rhode Island; SC South Carolina; SD South Dakota; TN Tennessee;
TX Texas; UT Utah; VT Vermont; VI U.S. Virgin Islands; VA Virginia; WA Washington;
WV West Virginia; WI Wisconsin; WY Wyoming
"""
STATES = dict(entry.strip().split(" ", 1) for entry in _STATE_NAMES.split(";"))
_CODES = {name.casefold(): code for code, name in STATES.items()}
_LONGEST = {"street": 120, "unit": 60, "city": 80}
_ZIP = re.compile(r"[0-9]{5}(-[0-9]{4})?")
_BOX = re.compile(
    r"\b(p\W{0,3}o\W{0,3}(box|b\b)|post\s+office\s+box|apartado(\s+postal)?\s+\d)", re.IGNORECASE
)


class Address(NamedTuple):
    """An address in its parts; only ``unit`` may be empty. The ZIP code is text and keeps its zeros."""

    street: str = ""
    unit: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""


@dataclass(frozen=True, kw_only=True)
class PostalAddress(GroupField[Address]):
    """A postal address in the United States. The value is an `Address`."""

    type = "address"
    also_called = ("location",)
    first_part = "street"
    parts = Address._fields
    longest = _LONGEST
    seconds = 30
    states: ClassVar[tuple[tuple[str, str], ...]] = tuple(STATES.items())

    same_as: tuple[Option, ...] = option(
        (), "other address fields of the form that may be the same as this one", "references"
    )
    po_box: bool = option(True, "whether a post office box is accepted")

    @property
    def room(self) -> Mapping[str, Room]:
        """The parts, and the field that this address is a copy of."""
        return {**super().room, "same": PICKED}

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[Address]:
        """Accept the parts as typed, or copy the address of the named field."""
        same = next((other for other in self.same_as if other.key == one(posted, "same")), None)
        if same is not None:
            return self._copy(same, answers.get(same.key))
        typed = {part: one(posted, part) for part in Address._fields}
        if not any(typed.values()):
            return Reading()
        address = _normalised(typed)
        errors = (*self._gaps(address), *self._faults(address))
        return Reading(errors=errors) if errors else Reading(address)

    def _copy(self, other: Option, plain: object) -> Reading[Address]:
        if not isinstance(plain, Mapping):
            return Reading(errors=(AnswerError(self._not_there(other), "same"),))
        address = Address(**{part: plain.get(part) or "" for part in Address._fields})
        errors = tuple(self._faults(address))
        return Reading(errors=errors) if errors else Reading(address)

    def _gaps(self, address: Address) -> list[AnswerError]:
        empty = [part for part in ("street", "city", "state", "zip") if not getattr(address, part)]
        return [AnswerError(Message(_GAPS[part].text, {"label": self.label}), part) for part in empty]

    def _faults(self, address: Address) -> list[AnswerError]:
        errors = self.errors_of_length(address)
        if not self.po_box and _BOX.search(address.street + " " + address.unit):
            errors.append(AnswerError(self._no_box(), "street"))
        if address.state and address.state not in STATES:
            errors.append(AnswerError(Message(_GAPS["state"].text, {"label": self.label}), "state"))
        if address.zip and not _ZIP.fullmatch(address.zip):
            errors.append(AnswerError(self._no_zip(), "zip"))
        return errors

    def _not_there(self, other: Option) -> Message:
        return message(
            "{label}: you have not answered “{other}” yet. Answer that first, or enter the address here.",
            label=self.label,
            other=other.label,
        )

    def too_long(self, count: int) -> Message:
        """The error for a line that is too long."""
        return plural_message(
            "{label}: use at most {count} character in each line.",
            "{label}: use at most {count} characters in each line.",
            count,
            label=self.label,
        )

    def _no_box(self) -> Message:
        return message(
            "{label}: enter the street and number. A PO Box cannot be used here.",
            label=self.label,
        )

    def _no_zip(self) -> Message:
        return message(
            "{label}: enter a ZIP code of five or nine digits, for example 94110 or 94110-1234.",
            label=self.label,
        )

    def display(self, value: Address, language: Language) -> str:
        """Street and unit, then city, state and ZIP code, as on an envelope."""
        return f"{_joined(value.street, value.unit)}\n{value.city}, {value.state} {value.zip}"

    def from_json(self, stored: Stored) -> Address:
        """A complete address; PO Boxes are only refused when newly typed."""
        if not isinstance(stored, dict) or not all(_fits(part, text) for part, text in stored.items()):
            raise ValueError("an address in its parts was expected")
        address = Address(**stored)
        if not (address.street and address.city and address.state and address.zip):
            raise ValueError("an address needs a street, a city, a state and a ZIP code")
        return address

    def text(self, value: Address) -> str:
        """One line."""
        return f"{_joined(value.street, value.unit)}, {value.city}, {value.state} {value.zip}"

    def json_schema(self) -> dict[str, object]:
        """An object of texts."""
        parts = self.schemas_of_parts()
        parts["state"] = {"type": "string", "enum": list(STATES)}
        parts["zip"] = {"type": "string", "pattern": "^[0-9]{5}(-[0-9]{4})?$"}
        return {
            "type": "object",
            "properties": parts,
            "required": ["street", "city", "state", "zip"],
            "additionalProperties": False,
        }

    def missing(self) -> Message:
        """The error that names the required parts."""
        return message("{label}: enter the street, city, state and ZIP code.", label=self.label)


_GAPS = {
    "street": message("{label}: enter the street and number."),
    "city": message("{label}: enter the city."),
    "state": message("{label}: choose the state."),
    "zip": message("{label}: enter the ZIP code."),
}


def _normalised(typed: Mapping[str, str]) -> Address:
    digits = re.sub(r"[\s–—-]+", "", typed["zip"])
    if re.fullmatch("[0-9]{9}", digits):
        digits = f"{digits[:5]}-{digits[5:]}"
    return Address(typed["street"], typed["unit"], typed["city"], _state_code(typed["state"]), digits)


def _state_code(typed: str) -> str:
    """The code of a state given as code or name; other text is returned unchanged."""
    return typed.upper() if typed.upper() in STATES else _CODES.get(typed.casefold(), typed)


def _joined(street: str, unit: str) -> str:
    return f"{street}, {unit}" if unit else street


def _fits(part: object, text: object) -> bool:
    if not isinstance(text, str) or not text:
        return False
    if part == "state":
        return text in STATES
    return bool(_ZIP.fullmatch(text)) if part == "zip" else len(text) <= _LONGEST.get(str(part), 0)
