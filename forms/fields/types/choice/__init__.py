"""One choice among several, all of them visible."""

from __future__ import annotations

from dataclasses import dataclass

from forms.fields.choices import OneOf


@dataclass(frozen=True, kw_only=True)
class Choice(OneOf):
    """One choice among several, all of them in view. The value is the ``str`` key of an option."""

    type = "choice"
    also_called = ("radio", "radios", "single_choice")
    one_control = False
    seconds = 8
