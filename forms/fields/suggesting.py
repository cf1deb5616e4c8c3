"""The interface of fields that suggest answers."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from forms.fields.base import Field, Posted, V
from forms.fields.shown import Suggestion
from forms.text.language import Language


@dataclass(frozen=True, kw_only=True)
class SuggestingField(Field[V]):
    """A question that suggests answers for typed words."""

    @abstractmethod
    def suggestions(self, posted: Posted, language: Language) -> tuple[Suggestion, ...]:
        """Answers that match the typed words, for the user to choose from."""
