"""The errors in the answers of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from forms.fields.base import AnswerError

AnswerErrors = Mapping[str, Sequence[AnswerError]]
"""By field name."""

NO_ERRORS: AnswerErrors = MappingProxyType({})


def html_key(name: str, part: str) -> str:
    """The name of an HTML control: the field's name, then a dot and the part if there is one."""
    return f"{name}.{part}" if part else name
