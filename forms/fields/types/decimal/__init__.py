"""A number with digits after the point."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from forms.fields.base import OptionError
from forms.fields.numbers import DecimalField
from forms.fields.options import option
from forms.text.language import Language
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class DecimalNumber(DecimalField):
    """A number with digits after the point. The value is an exact ``Decimal``."""

    type = "decimal"
    also_called = ("number", "float", "double")
    seconds = 12

    places: int = option(2, "the most digits after the point")
    unit: str = option("", "what is measured, shown beside the number: square feet", "text")

    @property
    def most_places(self) -> int:
        """As given in the spec."""
        return self.places

    @property
    def extras(self) -> tuple[str, ...]:
        """The unit."""
        return (self.unit,)

    def unreadable(self) -> Message:
        """The error with the input format."""
        if not self.places:
            return message("{label}: enter a whole number, for example 12 or 1,200.", label=self.label)
        return message(
            "{label}: enter a number like 1,234.5, with a point before the decimals.", label=self.label
        )

    def display(self, value: Decimal, language: Language) -> str:
        """The number in the reader's format, with its unit."""
        return f"{self.figure(value, language)} {self.unit}".rstrip()

    def option_errors(self) -> tuple[OptionError, ...]:
        """Limits that no number can meet, and more digits than can be stored exactly."""
        if 0 <= self.places <= _MOST_PLACES:
            return super().option_errors()
        remedy = f"Write a number from 0 to {_MOST_PLACES}, for example places: 2."
        return (
            OptionError("places", f"A number with {self.places} digits after the point cannot work.", remedy),
        )


_MOST_PLACES = 8
