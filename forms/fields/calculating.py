"""What fields promise whose value follows from other answers."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from forms.fields.base import Field, V


@dataclass(frozen=True, kw_only=True)
class CalculatedField(Field[V]):
    """A field that is not asked: its value is worked out from the values of others."""

    asks = False

    @abstractmethod
    def calculated(self, scope: Mapping[str, object]) -> V | None:
        """The value, given the plain values of the others; None while one that it needs is missing."""
