"""One line of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import re2

from forms.fields.base import AnswerError, OptionError, Posted, Reading, Value
from forms.fields.options import option
from forms.fields.parts import one
from forms.fields.texts import FreeTextField
from forms.text.language import Language
from forms.text.messages import Message, message, plural_message


@dataclass(frozen=True, kw_only=True)
class Text(FreeTextField):
    """One line of text. The value is a non-empty ``str`` in NFC."""

    type = "text"
    also_called = ("string", "str", "short_text", "textfield", "input")

    pattern: str = option("", "a regular expression (RE2) that the whole text must match")
    pattern_example: str = option("", "a text that matches the pattern, shown in the error")

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[str]:
        """Accept text up to ``max_length`` characters that matches ``pattern``, if there is one."""
        typed = one(posted)
        if len(typed) > self.max_length:
            return Reading(errors=(AnswerError(self._too_long()),))
        if typed and self.pattern and not compiled(self.pattern).fullmatch(typed):
            return Reading(errors=(AnswerError(self._unlike_the_pattern()),))
        return Reading(typed or None)

    def _too_long(self) -> Message:
        return plural_message(
            "{label}: use at most {count} character.",
            "{label}: use at most {count} characters.",
            self.max_length,
            label=self.label,
        )

    def _unlike_the_pattern(self) -> Message:
        if not self.pattern_example:
            return message("{label}: check how it is written.", label=self.label)
        return message(
            "{label}: write it like this example: {example}", label=self.label, example=self.pattern_example
        )

    def option_errors(self) -> tuple[OptionError, ...]:
        """A length out of range, and a pattern that is invalid or has no matching example."""
        return tuple(error for error in (self._length_error(), self._pattern_error()) if error)

    def _length_error(self) -> OptionError | None:
        if 1 <= self.max_length <= 100_000:
            return None
        remedy = "Write a number from 1 to 100000, for example max_length: 200."
        return OptionError("max_length", f"A length of {self.max_length} cannot work.", remedy)

    def _pattern_error(self) -> OptionError | None:
        if not self.pattern:
            return None
        try:
            fits = compiled(self.pattern).fullmatch(self.pattern_example)
        except re2.error as error:
            return OptionError("pattern", f"The pattern cannot be read: {_reason(error)}.", _PATTERN_REMEDY)
        if not fits:
            problem = "The pattern needs an example that matches it; owners see it in the error."
            return OptionError("pattern_example", problem, "Write a text that matches the whole pattern.")
        return None


@cache
def compiled(pattern: str) -> Any:  # Any: re2 ships no types
    """The compiled pattern; RE2 runs in linear time. Raises re2.error."""
    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options)


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else "unknown reason"
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


_PATTERN_REMEDY = 'Write an RE2 regular expression in quotes, for example "[A-Z]{2}[0-9]{6}".'
