"""A value that is calculated from other answers and shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeGuard

from forms.expressions import BOOLEAN, DATE, NUMBER, TEXT, Expression, Kind, Tree, evaluate
from forms.fields.base import OptionError, Posted, Reading, Stored, Typed, Value
from forms.fields.calculating import CalculatedField
from forms.fields.options import option
from forms.text import formats
from forms.text.language import Language
from forms.text.messages import message

Shows = Literal["number", "money", "percentage", "text", "date", "yes_no"]

Worked = Decimal | str | date | bool

_KINDS: Mapping[Shows, Kind] = {
    "number": NUMBER,
    "money": NUMBER,
    "percentage": NUMBER,
    "text": TEXT,
    "date": DATE,
    "yes_no": BOOLEAN,
}
_CLASSES: Mapping[Shows, type] = {
    "number": Decimal,
    "money": Decimal,
    "percentage": Decimal,
    "text": str,
    "date": date,
    "yes_no": bool,
}
_MOST_PLACES = 10  # of a division


@dataclass(frozen=True, kw_only=True)
class Calculated(CalculatedField[Worked]):
    """A value worked out from other answers. It is a ``Decimal``, ``str``, ``date`` or ``bool`` (`Shows`).

    What is shown is what counts: the value is rounded to ``places`` before anything else uses it.
    """

    type = "calculated"
    also_called = ("formula", "computed", "calculation")
    seconds = 3

    calculate: Expression = option(
        explanation="how the value follows from other answers", treatment="expression"
    )
    shows: Shows = option("number", "what the value is: number, money, percentage, text, date or yes_no")
    places: int | None = option(None, "the digits after the point; money has those of its currency")
    currency: str = option("USD", "the currency of money by its three letters")

    @property
    def kind(self) -> Kind:
        """The kind of ``shows``."""
        return _KINDS[self.shows]

    @property
    def rounded_to(self) -> int | None:
        """The digits after the point, or None for an exact value."""
        if self.places is None and self.shows == "money":
            return formats.currency_places(self.currency)
        return self.places

    @property
    def tree(self) -> Tree:
        """The tree of the value including rounding, so that server and page script give the same result."""
        places = self.rounded_to
        if self.kind != NUMBER or places is None:
            return self.calculate.tree
        return ["round", self.calculate.tree, ["num", str(places)]]

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[Worked]:
        """Always None: the value is calculated here, never taken from a browser."""
        return Reading()

    def calculated(self, scope: Mapping[str, object]) -> Worked | None:
        """The value, or None while an answer that it needs is missing."""
        value = evaluate(self.tree, scope)
        return value if _is_shown_as(value, self.shows) else None

    def typed(self, value: Worked, language: Language) -> Typed:
        """No controls."""
        return {}

    def display(self, value: Worked, language: Language) -> str:
        """The value in the reader's format."""
        display = _DISPLAYS[self.shows]
        return display(self, value, language)

    def to_json(self, value: Worked) -> Stored:
        """Numbers and dates as text, so that they stay exact."""
        if isinstance(value, Decimal):
            places = self.rounded_to
            return format(value.normalize() + 0, "f") if places is None else f"{value + 0:.{places}f}"
        return value.isoformat() if isinstance(value, date) else value

    def from_json(self, stored: Stored) -> Worked:
        """A value of the kind that is shown, exactly as it was stored."""
        value = _read(stored, _CLASSES[self.shows])
        if not _is_shown_as(value, self.shows) or self.to_json(value) != stored:
            raise ValueError(f"{self.shows} expected, not {stored!r}")
        return value

    def text(self, value: Worked) -> str:
        """The stored text; yes or no."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        return str(self.to_json(value))

    def json_schema(self) -> dict[str, object]:
        """A boolean, or a string with a text, number or date."""
        if self.shows == "yes_no":
            return {"type": "boolean"}
        patterns = {"date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "text": ""}
        pattern = patterns.get(self.shows, r"^-?[0-9]+(\.[0-9]+)?$")
        return {"type": "string", "pattern": pattern} if pattern else {"type": "string"}

    def option_errors(self) -> tuple[OptionError, ...]:
        """Numbers of digits that cannot be shown."""
        if self.places is None or 0 <= self.places <= _MOST_PLACES:
            return ()
        problem = f"A value cannot be shown with {self.places} digits after the point."
        return (OptionError("places", problem, f"Write a number from 0 to {_MOST_PLACES}."),)


def _is_shown_as(value: object, shows: Shows) -> TypeGuard[Worked]:
    return type(value) is _CLASSES[shows]


def _read(stored: Stored, kind: type) -> object:
    if kind is date and isinstance(stored, str):
        return date.fromisoformat(stored)
    if kind is Decimal and isinstance(stored, str):
        return Decimal(stored) if re.fullmatch(r"-?[0-9]{1,60}(\.[0-9]{1,60})?", stored) else None
    return stored


def _number(field: Calculated, value: Decimal, language: Language) -> str:
    return formats.number(value, language, field.places)


def _money(field: Calculated, value: Decimal, language: Language) -> str:
    return formats.money(value, field.currency, language, field.places)


def _percentage(field: Calculated, value: Decimal, language: Language) -> str:
    return formats.percentage(value, language, field.places)


def _text(field: Calculated, value: str, language: Language) -> str:
    return value


def _date(field: Calculated, value: date, language: Language) -> str:
    return formats.long_date(value, language.locale)


def _yes_no(field: Calculated, value: bool, language: Language) -> str:
    return language.say(message("Yes") if value else message("No"))


_DISPLAYS: Mapping[Shows, Callable[..., str]] = {
    "number": _number,
    "money": _money,
    "percentage": _percentage,
    "text": _text,
    "date": _date,
    "yes_no": _yes_no,
}
