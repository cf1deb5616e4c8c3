"""The promise of an action: what it may know of a submission, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from forms.fields.base import Value
from forms.model.form import Agency, City, Form
from forms.text.language import Language

REFERENCE = "{reference}"
"""Stands in letters for the submission's reference, which is made while it is written down."""


Attachment = Literal["", "pdf"]
"""What goes with a letter: nothing, or the whole submission, printed when the letter leaves."""


@dataclass(frozen=True)
class Letter:
    """A message that leaves with a submission, in the same transaction."""

    to: str
    subject: str
    body: str
    language: str
    attachment: Attachment = ""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A submission that is about to be written."""

    form: Form  # in the owner's language
    agency: Agency
    city: City
    language: Language  # the owner's
    owner: str  # her e-mail address
    business: str  # as the city calls it; may be empty
    answers: tuple[tuple[str, str], ...]  # question and answer as said, secrets masked
    values: Mapping[str, Value]  # by field, of all questions that were asked
    url: str  # where the submission can be read; contains REFERENCE
    staff_form: Form  # the form in the city's own language
    staff_language: Language


Action = Callable[[Sending], tuple[Letter, ...]]
"""Gives the letters of one submission. Pure: whether and when they go out is the outbox's business."""


def answered(question: str, answer: str) -> str:
    """A question with its answer below, as letters show them."""
    indented = answer.replace("\n", "\n    ")
    return f"{question}\n    {indented}"
