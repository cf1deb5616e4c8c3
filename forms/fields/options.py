"""Declares options of field types: one line each, with an explanation."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal

Treatment = Literal["plain", "text", "markdown", "options", "fields", "expression", "references"]
"""How the compiler treats an option's spec value.

plain: keep it. text: translate it. markdown: translate, then render the safe subset to HTML. options: a
mapping of keys to labels becomes a tuple of `Option`. fields: a group's name or a list of field specs becomes
a tuple of `Field`. expression: compile it. references: names of fields of the same form.
"""


def option(
    default: Any = dataclasses.MISSING,  # Any: dataclasses.field takes any default
    explanation: str = "",
    treatment: Treatment = "plain",
) -> Any:
    """Declare one option of a field type; without a default it is required."""
    metadata = {"explanation": explanation, "treatment": treatment}
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)
