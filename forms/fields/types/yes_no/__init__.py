"""A question with the answers yes and no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.expressions import BOOLEAN, Kind
from forms.fields.base import AnswerError, Field, Posted, Reading, Stored, Typed, Value
from forms.fields.parts import one
from forms.fields.room import PICKED, Room
from forms.text.language import Language
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class YesNo(Field[bool]):
    """A question with the answers yes and no. The value is a ``bool``; no answer is neither."""

    type = "yes_no"
    also_called = ("boolean", "bool", "checkbox", "toggle")
    one_control = False
    seconds = 6

    @property
    def kind(self) -> Kind:
        """True or false."""
        return BOOLEAN

    @property
    def room(self) -> Mapping[str, Room]:
        """The value of a radio button."""
        return {"": PICKED}

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[bool]:
        """Accept ``yes`` and ``no``, which is what the two radio buttons post."""
        typed = one(posted)
        if not typed:
            return Reading()
        if typed not in _VALUES:
            return Reading(errors=(AnswerError(self.missing()),))
        return Reading(_VALUES[typed])

    def typed(self, value: bool, language: Language) -> Typed:
        """The value of the radio button."""
        return {"": self.text(value)}

    def display(self, value: bool, language: Language) -> str:
        """Yes or no in the reader's language."""
        return language.say(message("Yes") if value else message("No"))

    def from_json(self, stored: Stored) -> bool:
        """True or false only."""
        if stored is not True and stored is not False:
            raise ValueError(f"true or false expected, not {stored!r}")
        return stored

    def text(self, value: bool) -> str:
        """``yes`` or ``no``."""
        return "yes" if value else "no"

    def json_schema(self) -> dict[str, object]:
        """A boolean."""
        return {"type": "boolean"}

    def missing(self) -> Message:
        """The error that asks to choose."""
        return message("{label}: choose yes or no.", label=self.label)


_VALUES = {"yes": True, "no": False}
