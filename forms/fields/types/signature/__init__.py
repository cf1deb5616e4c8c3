"""A signature: a typed name under a statement, with the day of signing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from forms.expressions import DATE, TEXT, Group, Kind
from forms.fields.base import AnswerError, Field, Posted, Reading, Stored, Typed, Value
from forms.fields.options import option
from forms.fields.parts import one
from forms.fields.room import PICKED, Room, ample
from forms.text import formats
from forms.text.language import Language
from forms.text.messages import Message, message, plural_message

_LONGEST = 160


class Signed(NamedTuple):
    """Who signed what and when; ``statement`` is kept in the language in which it was signed."""

    name: str
    statement: str
    signed_on: date


@dataclass(frozen=True, kw_only=True)
class Signature(Field[Signed]):
    """A typed name under a statement. The value is a `Signed`, dated with the day of the answer."""

    type = "signature"
    also_called = ("sign",)
    one_control = False
    first_part = "name"
    seconds = 30

    statement: str = option(explanation="what is signed, as one or more whole sentences", treatment="text")

    @property
    def kind(self) -> Kind:
        """Name and day."""
        return Group({"name": TEXT, "signed_on": DATE})

    @property
    def room(self) -> Mapping[str, Room]:
        """For the name and the ticked box."""
        return {"name": ample(_LONGEST), "agree": PICKED}

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[Signed]:
        """Accept a typed name once the statement is affirmed; ``answers["today"]`` is the day."""
        name, agreed = one(posted, "name"), one(posted, "agree") == "yes"
        if not name and not agreed:
            return Reading()
        errors = tuple(self._gaps(name, agreed))
        return Reading(errors=errors) if errors else self._signed(name, answers)

    def _signed(self, name: str, answers: Mapping[str, Value]) -> Reading[Signed]:
        return Reading(Signed(name, self.statement, answers["today"]))

    def _gaps(self, name: str, agreed: bool) -> list[AnswerError]:
        errors = []
        if not name:
            errors.append(AnswerError(self._no_name(), "name"))
        if len(name) > _LONGEST:
            errors.append(AnswerError(self._too_long(), "name"))
        if not agreed:
            errors.append(AnswerError(self._not_agreed(), "agree"))
        return errors

    def _no_name(self) -> Message:
        return message("{label}: type your full name to sign.", label=self.label)

    def _too_long(self) -> Message:
        return plural_message(
            "{label}: use at most {count} character for the name.",
            "{label}: use at most {count} characters for the name.",
            _LONGEST,
            label=self.label,
        )

    def _not_agreed(self) -> Message:
        return message("{label}: tick the box to show that you agree with the statement.", label=self.label)

    def typed(self, value: Signed, language: Language) -> Typed:
        """The name and the ticked box."""
        return {"name": value.name, "agree": "yes"}

    def display(self, value: Signed, language: Language) -> str:
        """Statement, name and day."""
        day = formats.long_date(value.signed_on, language.locale)
        signed = message("Signed by {name} on {day}", name=value.name, day=day)
        return f"{value.statement}\n{language.say(signed)}"

    def plain(self, value: Signed) -> object:
        """Name and day."""
        return {"name": value.name, "signed_on": value.signed_on}

    def from_plain(self, plain: object) -> Signed | None:
        """None: a default cannot be a signature."""
        return None

    def to_json(self, value: Signed) -> Stored:
        """Name, statement and day."""
        return {**value._asdict(), "signed_on": value.signed_on.isoformat()}

    def from_json(self, stored: Stored) -> Signed:
        """All three parts."""
        if not isinstance(stored, dict) or set(stored) != set(Signed._fields):
            raise ValueError("a name, a statement and a day were expected")
        if not all(isinstance(text, str) and text for text in stored.values()):
            raise ValueError("a signature consists of three texts")
        return Signed(stored["name"], stored["statement"], _day(stored["signed_on"]))

    def text(self, value: Signed) -> str:
        """Name and day."""
        return f"{value.name}, {value.signed_on.isoformat()}"

    def json_schema(self) -> dict[str, object]:
        """Three texts."""
        parts = {
            "name": {"type": "string", "minLength": 1, "maxLength": _LONGEST},
            "statement": {"type": "string", "minLength": 1},
            "signed_on": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        }
        return {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}

    def missing(self) -> Message:
        """The error that says how to sign."""
        return message("{label}: tick the box and type your full name to sign.", label=self.label)


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:  # fromisoformat also accepts 20260301 and 2026-W09-7
        raise ValueError(f"a day such as 2026-03-01 was expected, not {text!r}")
    return day
