"""Text that a page shows between its questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Never

from forms.expressions import OPAQUE, Kind
from forms.fields.base import Field, Posted, Reading, Stored, Typed, Value
from forms.fields.options import option
from forms.text.language import Language


@dataclass(frozen=True, kw_only=True)
class Content(Field[Never]):
    """Text that a page shows; it is never answered, so it never has a value."""

    type = "content"
    also_called = ("note", "info", "html", "heading")
    asks = False
    seconds = 10

    # The spec's key; it hides the method `text`, which content does not need.
    text: str = option(explanation="what is shown, in a small part of Markdown", treatment="markdown")  # type: ignore[assignment]

    @property
    def kind(self) -> Kind:
        """A kind that expressions cannot read."""
        return OPAQUE

    def read(self, posted: Posted, language: Language, answers: Mapping[str, Value]) -> Reading[Never]:
        """Always None."""
        return Reading()

    def typed(self, value: Never, language: Language) -> Typed:
        """No controls."""
        return {}

    def display(self, value: Never, language: Language) -> str:
        """Nothing."""
        return ""

    def from_json(self, stored: Stored) -> Never:
        """Raises ValueError: there is no answer to store."""
        raise ValueError("content has no answer")

    def json_schema(self) -> dict[str, object]:
        """A schema that no value meets."""
        return {"not": {}}
