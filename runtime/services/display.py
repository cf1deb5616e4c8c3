"""Answers as text in the user's language."""

from __future__ import annotations

from forms.fields.base import Field, Value
from forms.text.language import Language
from forms.text.messages import message


def display_value(language: Language, field: Field, value: Value) -> str:
    """A value as text: masked when it is secret, empty when there is none."""
    return "" if value is None else field.display_masked(value, language)


def display_answer(language: Language, field: Field, value: Value) -> str:
    """A value as text that is never empty: a missing answer is stated as such."""
    return display_value(language, field, value) or language.say(message("Not answered"))
