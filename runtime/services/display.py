"""Answers in a reader's words."""

from __future__ import annotations

from forms.fields.base import Field, Value
from forms.text.language import Language
from forms.text.messages import message


def display_value(language: Language, field: Field, value: Value) -> str:
    """A value as people read it: masked when it is secret, empty when there is none."""
    return "" if value is None else field.display_masked(value, language)


def display_answer(language: Language, field: Field, value: Value) -> str:
    """A value where it must speak for itself: that there is none is said too."""
    return display_value(language, field, value) or language.say(message("Not answered"))
