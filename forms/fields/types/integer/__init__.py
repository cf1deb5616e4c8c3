"""A whole number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from forms.fields.base import Stored, Typed
from forms.fields.numbers import LARGEST, NumberField
from forms.fields.options import option
from forms.text.language import Language
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class Integer(NumberField[int]):
    """A whole number. The value is an ``int`` within ±(2^63 - 1)."""

    type = "integer"
    also_called = ("number", "int", "whole", "count")
    seconds = 10
    most_places = 0

    unit: str = option("", "what is counted, shown beside the number: seats", "text")

    @property
    def extras(self) -> tuple[str, ...]:
        """The unit."""
        return (self.unit,)

    def unreadable(self) -> Message:
        """The error that asks for a whole number."""
        return message("{label}: enter a whole number, for example 12 or 1,200.", label=self.label)

    def from_number(self, number: Decimal) -> int:
        """An ``int``."""
        return int(number)

    def typed(self, value: int, language: Language) -> Typed:
        """The digits."""
        return {"": str(value)}

    def display(self, value: int, language: Language) -> str:
        """The number in the reader's format, with its unit."""
        return f"{self.figure(value, language)} {self.unit}".rstrip()

    def plain(self, value: int) -> object:
        """A ``Decimal``, as expressions calculate with."""
        return Decimal(value)

    def from_plain(self, plain: object) -> int | None:
        """Whole numbers only."""
        if not isinstance(plain, Decimal) or plain != plain.to_integral_value() or abs(plain) > LARGEST:
            return None
        return int(plain)

    def to_json(self, value: int) -> Stored:
        """A JSON number."""
        return value

    def from_json(self, stored: Stored) -> int:
        """A whole JSON number only; not true or false."""
        if type(stored) is not int or abs(stored) > LARGEST:
            raise ValueError(f"whole number expected, not {stored!r}")
        return stored

    def json_schema(self) -> dict[str, object]:
        """An integer within its limits."""
        low = -LARGEST if self.min is None else int(self.min)
        high = LARGEST if self.max is None else int(self.max)
        return {"type": "integer", "minimum": low, "maximum": high}
