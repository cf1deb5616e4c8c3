"""A Social Security number (SSN) or an individual taxpayer identification number (ITIN)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from forms.fields.base import AnswerError, Posted, Reading, Stored, Typed, Value
from forms.fields.parts import one
from forms.fields.texts import WrittenField
from forms.text.language import Language
from forms.text.messages import Message, message

_STORED = re.compile(r"[0-9]{3}-[0-9]{2}-[0-9]{4}")
_BETWEEN = re.compile(r"[\s.\-–—_/]+")
# The ranges of the middle digits in ITINs (IRS, since 2011 and 2013).
_ITIN_MIDDLES = frozenset([*range(50, 66), *range(70, 89), *range(90, 93), *range(94, 100)])
# Numbers published on sample cards and in a leaflet, which thousands have used since.
_PRINTED = frozenset(["078-05-1120", "219-09-9999"])


@dataclass(frozen=True, kw_only=True)
class SsnOrItin(WrittenField):
    """A person's tax number. The value is a ``str`` such as ``123-45-6789``, masked wherever it is shown."""

    type = "ssn_or_itin"
    also_called = ("ssn", "itin")
    seconds = 20

    @property
    def secret(self) -> bool:
        """Always true, whatever the data dictionary says."""
        return True

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[str]:
        """Accept nine digits of a number that can exist; other characters are ignored."""
        digits = _BETWEEN.sub("", one(posted))
        if not digits:
            return Reading()
        if not re.fullmatch("[0-9]{9}", digits):
            return Reading(errors=(AnswerError(self._not_nine_digits()),))
        number = f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
        if not _was_issued(number):
            return Reading(errors=(AnswerError(self._never_issued()),))
        return Reading(number)

    def _not_nine_digits(self) -> Message:
        return message("{label}: enter nine digits, for example 123-45-6789.", label=self.label)

    def _never_issued(self) -> Message:
        # The number is secret and messages may be logged, so errors do not repeat it.
        return message(
            "{label}: this number was never given out. Compare it with the card or the letter.",
            label=self.label,
        )

    def typed(self, value: str, language: Language) -> Typed:
        """The number with its hyphens."""
        return {"": value}

    def display(self, value: str, language: Language) -> str:
        """The number with only its last four digits, like `mask`."""
        return self.mask(value, language)

    def mask(self, value: str, language: Language) -> str:
        """The number with only its last four digits."""
        return f"•••-••-{str(value)[-4:]}"

    def from_json(self, stored: Stored) -> str:
        """A number that can exist."""
        if not isinstance(stored, str) or not _STORED.fullmatch(stored) or not _was_issued(stored):
            raise ValueError("an SSN or ITIN such as 123-45-6789 was expected")
        return stored

    def json_schema(self) -> dict[str, object]:
        """Three digits, two digits, four digits."""
        return {"type": "string", "pattern": "^[0-9]{3}-[0-9]{2}-[0-9]{4}$"}

    def missing(self) -> Message:
        """The error that shows the format."""
        return self._not_nine_digits()


def _was_issued(number: str) -> bool:
    area, middle, serial = number.split("-")
    if number in _PRINTED:
        return False
    if area.startswith("9"):
        return int(middle) in _ITIN_MIDDLES
    return area not in ("000", "666") and middle != "00" and serial != "0000"
