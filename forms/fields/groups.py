"""Values with named parts, each a text; parts are named as in the value's named tuple."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, TypeVar

from forms.expressions import TEXT, Group, Kind
from forms.fields.base import AnswerError, Field, Stored, Typed
from forms.fields.room import Room, ample
from forms.text.language import Language
from forms.text.messages import Message

G = TypeVar("G", bound=NamedTuple)


@dataclass(frozen=True, kw_only=True)
class GroupField(Field[G]):
    """A field whose value is a named tuple of texts, of which some may be empty."""

    one_control = False
    parts: ClassVar[tuple[str, ...]]
    longest: ClassVar[Mapping[str, int]]
    """The maximum length of free-text parts, in characters."""

    @property
    def kind(self) -> Kind:
        """A group of texts."""
        return Group(dict.fromkeys(self.parts, TEXT))

    @property
    def room(self) -> Mapping[str, Room]:
        """For each part by itself."""
        return {part: ample(self.longest.get(part, 0)) for part in self.parts}

    def typed(self, value: G, language: Language) -> Typed:
        """Each part by itself."""
        return dict(value._asdict())

    def plain(self, value: G) -> object:
        """The parts that are not empty; the others are unknown."""
        return {part: text or None for part, text in value._asdict().items()}

    def from_plain(self, plain: object) -> G | None:
        """The value of these parts; None when a required one is unknown."""
        parts = plain if isinstance(plain, Mapping) else {}
        try:
            return self.from_json({part: text for part, text in parts.items() if text})
        except ValueError:
            return None

    def to_json(self, value: G) -> Stored:
        """The parts that are not empty."""
        return {part: text for part, text in value._asdict().items() if text}

    @abstractmethod
    def too_long(self, count: int) -> Message:
        """The error for a part with more than ``count`` characters."""

    def errors_of_length(self, value: G) -> list[AnswerError]:
        """One for each part that is too long."""
        return [
            AnswerError(self.too_long(count), part)
            for part, count in self.longest.items()
            if len(getattr(value, part)) > count
        ]

    def schemas_of_parts(self) -> dict[str, object]:
        """A JSON Schema string with maximum length for each free-text part."""
        return {
            part: {"type": "string", "minLength": 1, "maxLength": most} for part, most in self.longest.items()
        }
