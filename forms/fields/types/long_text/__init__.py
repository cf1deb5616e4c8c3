"""Several lines of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.fields.base import AnswerError, OptionError, Posted, Reading, Value
from forms.fields.options import option
from forms.fields.parts import one
from forms.fields.texts import FreeTextField
from forms.text.language import Language
from forms.text.messages import plural_message


@dataclass(frozen=True, kw_only=True)
class LongText(FreeTextField):
    """Several lines of text. The value is a non-empty ``str`` in NFC whose lines end with ``\\n``."""

    type = "long_text"
    also_called = ("textarea", "text_area", "multiline", "paragraph", "memo")
    seconds = 60

    max_length: int = option(2000, "the most characters accepted")
    lines: int = option(5, "how many lines the box shows at first")

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[str]:
        """Accept any text up to ``max_length`` characters; line breaks stay."""
        typed = one(posted, lines=True)
        if len(typed) <= self.max_length:
            return Reading(typed or None)
        too_long = plural_message(
            "{label}: use at most {count} character. You wrote {written}.",
            "{label}: use at most {count} characters. You wrote {written}.",
            self.max_length,
            label=self.label,
            written=len(typed),
        )
        return Reading(errors=(AnswerError(too_long),))

    def option_errors(self) -> tuple[OptionError, ...]:
        """A length or a height out of range."""
        return tuple(
            OptionError(name, f"The number {given} cannot work here.", f"Write a number from 1 to {most}.")
            for name, given, most in (("max_length", self.max_length, 100_000), ("lines", self.lines, 50))
            if not 1 <= given <= most
        )
