"""Options: which are offered, and their labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from forms.expressions import Choice as ChoiceKind
from forms.expressions import Kind, evaluate
from forms.fields.base import (
    AnswerError,
    Field,
    Option,
    OptionError,
    Posted,
    Reading,
    Stored,
    Typed,
    V,
    Value,
)
from forms.fields.options import option
from forms.fields.parts import one
from forms.fields.room import PICKED, Room
from forms.text.language import Language
from forms.text.messages import Message, message


@dataclass(frozen=True, kw_only=True)
class OptionsField(Field[V]):
    """A field with options of its own."""

    options: tuple[Option, ...] = option(explanation="the choices: key and wording", treatment="options")

    def offered(self, answers: Mapping[str, object]) -> tuple[Option, ...]:
        """The options whose condition is true; those without a condition always."""
        return tuple(choice for choice in self.options if _is_offered(choice, answers))

    def label_of(self, key: str) -> str:
        """The label of an option; its key when the form does not have it any more."""
        return next((choice.label for choice in self.options if choice.key == key), key)

    def not_offered(self, key: str) -> Message:
        """The error for an option that is not offered with the other answers."""
        return message(
            "{label}: “{option}” does not go with your other answers. Choose another option.",
            label=self.label,
            option=self.label_of(key),
        )

    def unknown_option(self) -> Message:
        """The error for a key that is no option."""
        return message("{label}: choose one of the options.", label=self.label)

    def fault(self, key: str, answers: Mapping[str, object]) -> Message | None:
        """Why an option cannot be chosen, or None."""
        if key not in self.keys:
            return self.unknown_option()
        offered = any(choice.key == key for choice in self.offered(answers))
        return None if offered else self.not_offered(key)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all options in their order."""
        return tuple(choice.key for choice in self.options)

    def option_errors(self) -> tuple[OptionError, ...]:
        """Too few options, and keys that are invalid in pages or expressions."""
        few = OptionError("options", "A choice needs at least two options.", _EXAMPLE)
        return ((few,) if len(self.options) < _FEWEST else ()) + tuple(
            OptionError("options", f"{choice.key!r} cannot be the key of an option.", _KEY_REMEDY)
            for choice in self.options
            if not _KEY.fullmatch(choice.key) or choice.key in _RESERVED
        )


@dataclass(frozen=True, kw_only=True)
class OneOf(OptionsField[str]):
    """One choice among several. The value is the ``str`` key of an option."""

    @property
    def kind(self) -> Kind:
        """One of the options' keys."""
        return ChoiceKind(self.keys)

    @property
    def room(self) -> Mapping[str, Room]:
        """For one key."""
        return {"": PICKED}

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[str]:
        """Accept the key of an option that is offered."""
        key = one(posted)
        if not key:
            return Reading()
        fault = self.fault(key, answers)
        return Reading(errors=(AnswerError(fault),)) if fault else Reading(key)

    def typed(self, value: str, language: Language) -> Typed:
        """The key."""
        return {"": value}

    def display(self, value: str, language: Language) -> str:
        """The label of the option."""
        return self.label_of(value)

    def from_json(self, stored: Stored) -> str:
        """The key of an option only."""
        if not isinstance(stored, str) or stored not in self.keys:
            raise ValueError(f"one of {', '.join(self.keys)} expected, not {stored!r}")
        return stored

    def json_schema(self) -> dict[str, object]:
        """One of the keys."""
        return {"enum": list(self.keys)}

    def missing(self) -> Message:
        """Ask for a choice."""
        return message("{label}: choose an option.", label=self.label)


def _is_offered(choice: Option, answers: Mapping[str, object]) -> bool:
    return choice.show_if is None or evaluate(choice.show_if.tree, answers) is True


_FEWEST = 2
_EXAMPLE = "Write a mapping such as options: {rent: We rent it, own: We own it}."
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.ASCII)
# ids that the control uses itself
_RESERVED = {"hint", "error", "known", "field", "help", "legend", "confirm"}
_KEY_REMEDY = (
    "Write a short key in small letters, digits, - and _, that is none of "
    + ", ".join(sorted(_RESERVED))
    + "; the wording belongs into its label."
)
