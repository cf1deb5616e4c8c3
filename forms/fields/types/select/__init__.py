"""One choice among many, in a drop-down list."""

from __future__ import annotations

from dataclasses import dataclass

from forms.fields.choices import OneOf


@dataclass(frozen=True, kw_only=True)
class Select(OneOf):
    """One choice among many, in a list that opens. The value is the ``str`` key of an option."""

    type = "select"
    also_called = ("dropdown", "drop_down", "combobox", "menu")
    seconds = 10
