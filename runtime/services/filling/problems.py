"""What is wrong with a page of answers, by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from forms.fields.base import Problem

Problems = Mapping[str, Sequence[Problem]]
"""By field name."""

NOTHING_WRONG: Problems = MappingProxyType({})


def html_key(name: str, part: str) -> str:
    """The name of a control: its field's, with the part after a dot."""
    return f"{name}.{part}" if part else name
