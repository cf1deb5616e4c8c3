"""Parties: what facts are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PartyKind = Literal["business", "location", "person"]


@dataclass(frozen=True)
class Party:
    """A business, one of its further locations, or a person."""

    id: str
    kind: PartyKind
    name: str = ""  # name shown to owners and stewards; a cached copy of a fact
    of: str = ""  # the business that a location belongs to
