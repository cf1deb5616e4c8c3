"""A statement that must be affirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.expressions import BOOLEAN, Kind
from forms.fields.base import Field, OptionError, Posted, Reading, Stored, Typed, Value
from forms.fields.options import option
from forms.fields.parts import one
from forms.fields.room import PICKED, Room
from forms.text.language import Language
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class Declaration(Field[bool]):
    """A statement that must be affirmed. The value is ``True``, or nothing: there is no "no"."""

    type = "declaration"
    also_called = ("checkbox", "consent", "agreement")
    one_control = False
    seconds = 20

    statement: str = option(explanation="what is declared, as one or more whole sentences", treatment="text")

    @property
    def kind(self) -> Kind:
        """Yes or unknown."""
        return BOOLEAN

    @property
    def room(self) -> Mapping[str, Room]:
        """The value of the checkbox."""
        return {"": PICKED}

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[bool]:
        """True when the box was ticked."""
        return Reading(True if one(posted) == "yes" else None)

    def typed(self, value: bool, language: Language) -> Typed:
        """The ticked box."""
        return {"": "yes" if value else ""}

    def display(self, value: bool, language: Language) -> str:
        """The statement itself, because that is what was affirmed."""
        return language.say(message("Affirmed: {statement}", statement=self.statement))

    def from_json(self, stored: Stored) -> bool:
        """Only true."""
        if stored is not True:
            raise ValueError(f"true was expected, not {stored!r}")
        return True

    def text(self, value: bool) -> str:
        """Yes."""
        return "yes"

    def json_schema(self) -> dict[str, object]:
        """Only true."""
        return {"const": True}

    def missing(self) -> Message:
        """The error for a box that is not ticked."""
        return message("{label}: read the statement and tick the box to affirm it.", label=self.label)

    def option_errors(self) -> tuple[OptionError, ...]:
        """A declaration that is not required."""
        if self.required:
            return ()
        remedy = "Remove it; what people may decline is a question of type yes_no."
        return (OptionError("required", "A declaration must be affirmed, or it declares nothing.", remedy),)
