"""A phone number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from forms.fields.base import AnswerError, Posted, Reading, Stored, Typed, Value
from forms.fields.parts import one
from forms.fields.texts import WrittenField
from forms.text.language import Language
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class Phone(WrittenField):
    """A phone number. The value is a ``str`` in E.164, with ``;ext=`` and the extension if there is one.

    Numbers without a country code are taken as numbers of the United States.
    """

    type = "phone"
    also_called = ("tel", "telephone", "mobile")
    seconds = 12

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[str]:
        """Accept a number with any punctuation, with or without country code and extension."""
        typed = one(posted)
        if not typed:
            return Reading()
        number = understood(typed)
        return Reading(inside(number)) if number else Reading(errors=(AnswerError(self._wrong(typed)),))

    def _wrong(self, typed: str) -> Message:
        if sum(character.isdigit() for character in typed) < _DIGITS and "+" not in typed:
            return message(
                "{label}: enter all 10 digits with the area code, for example 415 555 0132.", label=self.label
            )
        return message(
            "{label}: check the digits. Write it like 415 555 0132, or +52 55 1234 5678 for another country.",
            label=self.label,
        )

    def typed(self, value: str, language: Language) -> Typed:
        """The number in the notation of its country."""
        return {"": self.display(value, language)}

    def display(self, value: str, language: Language) -> str:
        """The national form, or the international one for numbers of other countries."""
        return _formatted(value)

    def from_json(self, stored: Stored) -> str:
        """A number in E.164 only."""
        if not isinstance(stored, str) or not _is_inside(stored):
            raise ValueError(f"phone number expected, not {stored!r}")
        return stored

    def json_schema(self) -> dict[str, object]:
        """A string in E.164, perhaps with an extension."""
        return {"type": "string", "pattern": r"^\+[1-9][0-9]{6,14}(;ext=[0-9]{1,20})?$"}

    def missing(self) -> Message:
        """The error that shows an example."""
        return message("{label}: enter a phone number, like 415 555 0132.", label=self.label)


def understood(typed: str) -> phonenumbers.PhoneNumber | None:
    """The typed number, or None when it cannot exist."""
    if len(typed) > _LONGEST:
        return None
    try:
        number = phonenumbers.parse(typed, _REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def inside(number: phonenumbers.PhoneNumber) -> str:
    """The stored form: E.164, with the extension, which E.164 lacks."""
    extension = f";ext={number.extension}" if number.extension else ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) + extension


# Known numbers are parsed and formatted on every page that shows them, at 0.1 ms each.
@lru_cache(maxsize=1024)
def _formatted(inner: str) -> str:
    number = phonenumbers.parse(inner, _REGION)
    forms = phonenumbers.PhoneNumberFormat
    home = number.country_code == _HOME
    return phonenumbers.format_number(number, forms.NATIONAL if home else forms.INTERNATIONAL)


@lru_cache(maxsize=1024)
def _is_inside(stored: str) -> bool:
    number = understood(stored)
    return number is not None and inside(number) == stored


_REGION = "US"
_HOME = 1  # the country code of the United States and the other countries of its numbering plan
_DIGITS = 10
_LONGEST = 60
