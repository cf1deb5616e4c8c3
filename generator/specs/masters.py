"""Master fields as forms are compared with them."""

from __future__ import annotations

from typing import NamedTuple


class Master(NamedTuple):
    """A master field as a form is compared with it."""

    name: str  # with its group: business.legal_name
    type: str
    kind: str  # what expressions call its values
    label: str  # in the source language
