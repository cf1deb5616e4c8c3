"""An employer identification number (EIN)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from forms.fields.base import AnswerError, Posted, Reading, Stored, Typed, Value
from forms.fields.parts import one
from forms.fields.texts import WrittenField
from forms.text.language import Language
from forms.text.messages import Message, message

# The prefixes that the IRS assigns, by campus and for numbers issued online.
_PREFIXES = frozenset(
    f"{number:02}"
    for first, last in (
        (1, 6),
        (10, 16),
        (20, 27),
        (30, 48),
        (50, 68),
        (71, 77),
        (80, 88),
        (90, 95),
        (98, 99),
    )
    for number in range(first, last + 1)
)
_STORED = re.compile(r"([0-9]{2})-[0-9]{7}")
_BETWEEN = re.compile(r"[\s.\-–—_/]+")


@dataclass(frozen=True, kw_only=True)
class Ein(WrittenField):
    """An employer identification number. The value is a ``str`` such as ``12-3456789``."""

    type = "ein"
    also_called = ("tax_id",)
    seconds = 25

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[str]:
        """Accept nine digits; other characters are ignored."""
        digits = _BETWEEN.sub("", one(posted))
        if not digits:
            return Reading()
        if not re.fullmatch("[0-9]{9}", digits):
            return Reading(errors=(AnswerError(self._not_nine_digits()),))
        if digits[:2] not in _PREFIXES:
            return Reading(errors=(AnswerError(self._no_such_prefix(digits[:2])),))
        return Reading(f"{digits[:2]}-{digits[2:]}")

    def _not_nine_digits(self) -> Message:
        return message("{label}: enter nine digits, for example 12-3456789.", label=self.label)

    def _no_such_prefix(self, start: str) -> Message:
        return message(
            "{label}: no such number starts with {start}. Compare it with the letter from the tax office.",
            label=self.label,
            start=start,
        )

    def typed(self, value: str, language: Language) -> Typed:
        """The number with its hyphen."""
        return {"": value}

    def display(self, value: str, language: Language) -> str:
        """The number with its hyphen."""
        return str(value)

    def mask(self, value: str, language: Language) -> str:
        """The number with only its last four digits."""
        return f"••-•••{str(value)[-4:]}"

    def from_json(self, stored: Stored) -> str:
        """A number with a valid prefix."""
        found = _STORED.fullmatch(stored) if isinstance(stored, str) else None
        if found is None or found[1] not in _PREFIXES:
            raise ValueError("an EIN such as 12-3456789 was expected")
        return found[0]

    def json_schema(self) -> dict[str, object]:
        """Two digits, a hyphen, seven digits."""
        return {"type": "string", "pattern": "^[0-9]{2}-[0-9]{7}$"}

    def missing(self) -> Message:
        """The error that shows the format."""
        return self._not_nine_digits()
