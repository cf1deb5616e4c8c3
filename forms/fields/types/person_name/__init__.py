"""The name of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from forms.fields.base import AnswerError, Posted, Reading, Stored, Value
from forms.fields.groups import GroupField
from forms.fields.parts import one
from forms.text.language import Language
from forms.text.messages import Message, message, plural_message

_LONGEST = {"given": 80, "middle": 80, "family": 80, "suffix": 20}


class PersonName(NamedTuple):
    """The parts of a name; ``given`` or ``family`` is not empty, because some people have only one name."""

    given: str = ""
    middle: str = ""
    family: str = ""
    suffix: str = ""


@dataclass(frozen=True, kw_only=True)
class Name(GroupField[PersonName]):
    """The name of a person. The value is a `PersonName`."""

    type = "person_name"
    also_called = ("name",)
    first_part = "given"
    parts = PersonName._fields
    longest = _LONGEST
    seconds = 12

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[PersonName]:
        """Accept one name or several, in any script."""
        name = PersonName(**{part: one(posted, part) for part in PersonName._fields})
        if not any(name):
            return Reading()
        errors = tuple(self.errors_of_length(name))
        if not name.given and not name.family:
            errors += (AnswerError(self.missing(), "given"),)
        return Reading(errors=errors) if errors else Reading(name)

    def too_long(self, count: int) -> Message:
        """The error for a part that is too long."""
        return plural_message(
            "{label}: use at most {count} character for each part.",
            "{label}: use at most {count} characters for each part.",
            count,
            label=self.label,
        )

    def display(self, value: PersonName, language: Language) -> str:
        """The parts in their order."""
        return self.text(value)

    def from_json(self, stored: Stored) -> PersonName:
        """Texts by part."""
        if not isinstance(stored, dict) or not all(_fits(part, text) for part, text in stored.items()):
            raise ValueError("a name in its parts was expected")
        name = PersonName(**stored)
        if not name.given and not name.family:
            raise ValueError("a name needs a first or a last name")
        return name

    def text(self, value: PersonName) -> str:
        """The parts in their order."""
        return " ".join(filter(None, value))

    def json_schema(self) -> dict[str, object]:
        """An object of texts."""
        return {
            "type": "object",
            "properties": self.schemas_of_parts(),
            "additionalProperties": False,
            "anyOf": [{"required": ["given"]}, {"required": ["family"]}],
        }

    def missing(self) -> Message:
        """The error that says that one name is enough."""
        return message("{label}: enter a first name, a last name or both.", label=self.label)


def _fits(part: object, text: object) -> bool:
    return part in _LONGEST and isinstance(text, str) and 0 < len(text) <= _LONGEST[str(part)]
