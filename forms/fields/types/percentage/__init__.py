"""A percentage."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from forms.fields.numbers import DecimalField
from forms.fields.options import option
from forms.text import formats
from forms.text.language import Language
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class Percentage(DecimalField):
    """A percentage. The value is a ``Decimal``: 12.5 for 12.5 %."""

    type = "percentage"
    also_called = ("percent",)
    seconds = 8
    marks = ("%",)
    most_places = 4  # for three equal shares: 33.3333

    min: Decimal | None = option(Decimal(0), "the smallest percentage accepted")
    max: Decimal | None = option(Decimal(100), "the largest percentage accepted")

    def unreadable(self) -> Message:
        """The error with the input format."""
        return message("{label}: enter a percentage like 50 or 33.3.", label=self.label)

    def figure(self, value: Decimal, language: Language) -> str:
        """The percentage in the reader's format."""
        return formats.percentage(value, language)

    def missing(self) -> Message:
        """Ask for a percentage."""
        return message("{label}: enter a percentage, like 50 or 33.3.", label=self.label)
