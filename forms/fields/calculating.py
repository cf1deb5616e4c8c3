"""The interface of calculated fields."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from forms.fields.base import Field, V


@dataclass(frozen=True, kw_only=True)
class CalculatedField(Field[V]):
    """A field that is not asked: its value is calculated from others."""

    asks = False

    @abstractmethod
    def calculated(self, scope: Mapping[str, object]) -> V | None:
        """The value, from the plain values of the others; None while one of them is missing."""
