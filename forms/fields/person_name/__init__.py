"""The name of a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from forms.expressions import TEXT, Group, Kind
from forms.fields.base import Field, Posted, Problem, Reading, Stored, Typed, Value
from forms.fields.parts import one
from forms.language import Language
from forms.messages import Message, message, plural_message

_LONGEST = {"given": 80, "middle": 80, "family": 80, "suffix": 20}


class PersonName(NamedTuple):
    """A name in its parts; ``given`` or ``family`` is there, since many people have only one name."""

    given: str = ""
    middle: str = ""
    family: str = ""
    suffix: str = ""


@dataclass(frozen=True, kw_only=True)
class Name(Field):
    """The name of a person. The value is a `PersonName`."""

    type = "person_name"
    also_called = ("name",)
    one_control = False
    first_part = "given"
    seconds = 12

    @property
    def kind(self) -> Kind:
        """A group of texts."""
        return Group(dict.fromkeys(PersonName._fields, TEXT))

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading:
        """Accept one name or several, in any script."""
        name = PersonName(**{part: one(posted, part) for part in PersonName._fields})
        if not any(name):
            return Reading()
        problems = tuple(self._too_long(name))
        if not name.given and not name.family:
            problems += (Problem(self.missing(), "given"),)
        return Reading(problems=problems) if problems else Reading(name)

    def _too_long(self, name: PersonName) -> list[Problem]:
        return [
            Problem(self._use_at_most(count), part)
            for part, count in _LONGEST.items()
            if len(getattr(name, part)) > count
        ]

    def _use_at_most(self, count: int) -> Message:
        return plural_message(
            "{label}: use at most {count} character for each part.",
            "{label}: use at most {count} characters for each part.",
            count,
            label=self.label,
        )

    def typed(self, value: Value, language: Language) -> Typed:
        """Each part by itself."""
        return dict(value._asdict())

    def say(self, value: Value, language: Language) -> str:
        """The parts in their order."""
        return self.text(value)

    def plain(self, value: Value) -> object:
        """The parts that are there; the others are unknown."""
        return {part: text or None for part, text in value._asdict().items()}

    def to_json(self, value: Value) -> Stored:
        """The parts that are there."""
        return {part: text for part, text in value._asdict().items() if text}

    def from_json(self, stored: Stored) -> Value:
        """Texts by part."""
        if not isinstance(stored, dict) or not all(_fits(part, text) for part, text in stored.items()):
            raise ValueError("a name in its parts was expected")
        name = PersonName(**stored)
        if not name.given and not name.family:
            raise ValueError("a name needs a first or a last name")
        return name

    def text(self, value: Value) -> str:
        """The parts in their order."""
        return " ".join(filter(None, value))

    def json_schema(self) -> dict[str, object]:
        """An object of texts."""
        parts = {
            part: {"type": "string", "minLength": 1, "maxLength": most} for part, most in _LONGEST.items()
        }
        return {
            "type": "object",
            "properties": parts,
            "additionalProperties": False,
            "anyOf": [{"required": ["given"]}, {"required": ["family"]}],
        }

    def missing(self) -> Message:
        """Say that one name is enough."""
        return message("{label}: enter a first name, a last name or both.", label=self.label)


def _fits(part: object, text: object) -> bool:
    return part in _LONGEST and isinstance(text, str) and 0 < len(text) <= _LONGEST[str(part)]
