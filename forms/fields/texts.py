"""Values that are one text: free text, or text with a normal form."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from forms.expressions import TEXT, Kind
from forms.fields.base import AnswerError, Field, Posted, Reading, Stored, Typed, Value
from forms.fields.options import option
from forms.fields.parts import one
from forms.fields.room import WRITTEN, Room, ample
from forms.text.language import ENGLISH, Language
from forms.text.messages import Message


@dataclass(frozen=True, kw_only=True)
class WrittenField(Field[str]):
    """A field for texts with a format: a number, an address, a code."""

    @property
    def kind(self) -> Kind:
        """Text."""
        return TEXT

    def from_plain(self, plain: object) -> str | None:
        """The value as if the text were typed; None when it is not valid."""
        return self.read({"": (plain,)}, ENGLISH, {}).value if isinstance(plain, str) else None


@dataclass(frozen=True, kw_only=True)
class TextField(Field[str]):
    """A field whose value is a non-empty ``str``."""

    @property
    def kind(self) -> Kind:
        """Text."""
        return TEXT

    def typed(self, value: str, language: Language) -> Typed:
        """The text itself."""
        return {"": value}

    def display(self, value: str, language: Language) -> str:
        """The text itself, which is never translated."""
        return str(value)


@dataclass(frozen=True, kw_only=True)
class FreeTextField(TextField):
    """A field for any text that is not too long."""

    max_length: int = option(200, "the most characters accepted")

    @property
    def room(self) -> Mapping[str, Room]:
        """Several times what is accepted, so that users can shorten it."""
        return {"": ample(self.max_length, WRITTEN)}

    def from_json(self, stored: Stored) -> str:
        """Text only."""
        if not isinstance(stored, str) or not stored:
            raise ValueError(f"text expected, not {stored!r}")
        return stored

    def json_schema(self) -> dict[str, object]:
        """A string with a length."""
        return {"type": "string", "minLength": 1, "maxLength": self.max_length}


@dataclass(frozen=True, kw_only=True)
class NormalTextField(WrittenField, TextField):
    """A field for texts that are typed in several ways and stored in one normal form."""

    called: ClassVar[str]

    @abstractmethod
    def normal(self, typed: str) -> str | None:
        """The normal form; None when there is none."""

    @abstractmethod
    def wrong(self, typed: str) -> Message:
        """The error for a text without a normal form."""

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[str]:
        """Accept every notation."""
        typed = self.without_wrapping(one(posted))
        if not typed:
            return Reading()
        value = self.normal(typed)
        return Reading(value) if value else Reading(errors=(AnswerError(self.wrong(typed)),))

    def without_wrapping(self, typed: str) -> str:
        """The text without what other programs add around it."""
        return typed

    def from_json(self, stored: Stored) -> str:
        """The normal form only."""
        if not isinstance(stored, str) or self.normal(stored) != stored:
            raise ValueError(f"{self.called} expected, not {stored!r}")
        return stored
