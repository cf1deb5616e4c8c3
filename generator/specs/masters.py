"""Master fields in the form needed for comparison with local fields."""

from __future__ import annotations

from typing import NamedTuple


class Master(NamedTuple):
    """A master field for comparisons."""

    name: str  # with its group: business.legal_name
    type: str
    kind: str  # its kind in expressions
    label: str  # in the source language
