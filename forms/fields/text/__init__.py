"""One line of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.expressions import TEXT, Kind
from forms.fields.base import Field, Posted, Problem, Reading, Stored, Typed, Value
from forms.language import Language
from forms.messages import Message, plural_message
from forms.options import option
from forms.text import clean


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One line of text. The value is a non-empty ``str`` in NFC."""

    type = "text"

    max_length: int = option(200, "the most characters accepted")

    @property
    def kind(self) -> Kind:
        """Text."""
        return TEXT

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading:
        """Accept any text up to ``max_length`` characters."""
        typed = clean(" ".join(posted.get("", ())))
        if len(typed) > self.max_length:
            return Reading(problems=(Problem(self._too_long()),))
        return Reading(typed or None)

    def _too_long(self) -> Message:
        return plural_message(
            "{label}: use at most {count} character.",
            "{label}: use at most {count} characters.",
            self.max_length,
            label=self.label,
        )

    def typed(self, value: Value, language: Language) -> Typed:
        """The text itself."""
        return {"": value}

    def say(self, value: Value, language: Language) -> str:
        """The text itself: people's own words are never translated."""
        return str(value)

    def from_json(self, stored: Stored) -> Value:
        """Text only."""
        if not isinstance(stored, str):
            raise ValueError(f"text expected, not {stored!r}")
        return stored

    def json_schema(self) -> dict[str, object]:
        """A string with a length."""
        return {"type": "string", "minLength": 1, "maxLength": self.max_length}
