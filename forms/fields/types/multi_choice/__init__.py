"""Any number of choices among several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.expressions import Choice as ChoiceKind
from forms.expressions import Kind, ListOf
from forms.fields.base import AnswerError, OptionError, Posted, Reading, Stored, Typed, Value
from forms.fields.choices import OptionsField
from forms.fields.options import option
from forms.fields.room import PICKED, Room
from forms.text.language import Language
from forms.text.messages import Message, message, plural_message
from forms.text.text import clean

Keys = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MultiChoice(OptionsField[Keys]):
    """Any number of choices. The value is a non-empty ``tuple`` of keys in the order of the options."""

    type = "multi_choice"
    also_called = ("checkboxes", "checkbox", "multiselect")
    one_control = False
    many = True
    seconds = 15

    min_choices: int = option(0, "the fewest options to choose, if any are chosen")
    max_choices: int = option(0, "the most options to choose; 0 is any number")

    @property
    def kind(self) -> Kind:
        """A list of the options' keys."""
        return ListOf(ChoiceKind(self.keys))

    @property
    def room(self) -> Mapping[str, Room]:
        """All keys, and one more that is unknown."""
        return {"": PICKED._replace(texts=len(self.options) + 1)}

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[Keys]:
        """Accept the keys of offered options; duplicates count once."""
        typed = {clean(key) for key in posted.get("", ())} - {""}
        chosen = tuple(key for key in self.keys if key in typed)
        if len(chosen) < len(typed):
            return Reading(errors=(AnswerError(self.unknown_option()),))
        faults = (self.fault(key, answers) for key in chosen)
        errors = tuple(AnswerError(fault) for fault in faults if fault) or self._miscounted(len(chosen))
        return Reading(errors=errors) if errors else Reading(chosen or None)

    def _miscounted(self, count: int) -> tuple[AnswerError, ...]:
        if 0 < count < self.min_choices:
            return (AnswerError(self._too_few()),)
        if self.max_choices and count > self.max_choices:
            return (AnswerError(self._too_many()),)
        return ()

    def _too_few(self) -> Message:
        return plural_message(
            "{label}: choose at least {count} option.",
            "{label}: choose at least {count} options.",
            self.min_choices,
            label=self.label,
        )

    def _too_many(self) -> Message:
        return plural_message(
            "{label}: choose at most {count} option.",
            "{label}: choose at most {count} options.",
            self.max_choices,
            label=self.label,
        )

    def unknown_option(self) -> Message:
        """The error in its wording for several choices."""
        return message("{label}: choose from the options.", label=self.label)

    def typed(self, value: Keys, language: Language) -> Typed:
        """All keys."""
        return {"": tuple(value)}

    def display(self, value: Keys, language: Language) -> str:
        """The label of each chosen option on its own line, because labels may contain commas."""
        return "\n".join(self.label_of(key) for key in value)

    def from_plain(self, plain: object) -> Keys | None:
        """The keys in the order of the options, if all of them are options."""
        if not isinstance(plain, tuple) or not all(key in self.keys for key in plain):
            return None
        return tuple(key for key in self.keys if key in plain) or None

    def to_json(self, value: Keys) -> Stored:
        """A list of keys."""
        return list(value)

    def from_json(self, stored: Stored) -> Keys:
        """A list of distinct keys in the order of the options only."""
        if (
            not isinstance(stored, list)
            or not stored
            or stored != [key for key in self.keys if key in stored]
        ):
            raise ValueError(f"a list of {', '.join(self.keys)} expected, not {stored!r}")
        return tuple(stored)

    def text(self, value: Keys) -> str:
        """The keys, separated by semicolons."""
        return "; ".join(value)

    def json_schema(self) -> dict[str, object]:
        """An array of different keys."""
        most = {"maxItems": self.max_choices} if self.max_choices else {}
        items = {"enum": list(self.keys)}
        return {
            "type": "array",
            "items": items,
            "uniqueItems": True,
            "minItems": max(1, self.min_choices),
            **most,
        }

    def missing(self) -> Message:
        """The error that asks for the minimum number."""
        if self.min_choices > 1:
            return self._too_few()
        return message("{label}: choose at least one option.", label=self.label)

    def option_errors(self) -> tuple[OptionError, ...]:
        """Invalid options, and counts that cannot be reached."""
        most = self.max_choices or len(self.options)
        found = super().option_errors()
        if not 0 <= most <= len(self.options):
            problem = f"There are not {most} options to choose from."
            found += (OptionError("max_choices", problem, f"Write a number from 1 to {len(self.options)}."),)
        elif not 0 <= self.min_choices <= most:
            problem = f"Nobody can choose {self.min_choices} options at least and {most} at most."
            found += (OptionError("min_choices", problem, f"Write a number from 0 to {most}."),)
        return found
