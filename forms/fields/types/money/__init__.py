"""An amount of money."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from forms.fields.base import OptionError, Stored, Typed
from forms.fields.numbers import DecimalField
from forms.fields.options import option
from forms.text import formats
from forms.text.language import Language
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class Money(DecimalField):
    """An amount of money in one currency. The value is an exact ``Decimal``."""

    type = "money"
    also_called = ("currency", "amount", "dollars", "price")
    seconds = 15

    currency: str = option("USD", "the currency by its three letters")

    @property
    def most_places(self) -> int:
        """As many as the currency has: two for US dollars."""
        return formats.currency_places(self.currency)

    @property
    def symbol(self) -> str:
        """The currency sign before the input: $."""
        return formats.currency_symbol(self.currency)

    @property
    def extras(self) -> tuple[str, ...]:
        """The names of the currency that may be typed."""
        return (self.currency, f"{self.currency[:2]}{self.symbol}", self.symbol)

    def unreadable(self) -> Message:
        """The error with the input format."""
        return message(
            "{label}: enter an amount like 1,234.50, with commas between thousands and a point before cents.",
            label=self.label,
        )

    def typed(self, value: Decimal, language: Language) -> Typed:
        """The amount with commas between thousands and all its cents."""
        return {"": f"{value:,.{self.most_places}f}"}

    def figure(self, value: Decimal, language: Language) -> str:
        """The amount with its currency in the reader's format."""
        return formats.money(value, self.currency, language)

    def to_json(self, value: Decimal) -> Stored:
        """A text with all cents, such as ``1234.50``."""
        return f"{value:.{self.most_places}f}"

    def missing(self) -> Message:
        """The error that asks for an amount, or 0."""
        return message("{label}: enter an amount. If it is nothing, enter 0.", label=self.label)

    def option_errors(self) -> tuple[OptionError, ...]:
        """Limits that no amount can meet, and unknown currencies."""
        if formats.is_currency(self.currency):
            return super().option_errors()
        problem = f"There is no currency {self.currency!r}."
        return (OptionError("currency", problem, "Write its three letters, for example currency: USD."),)
