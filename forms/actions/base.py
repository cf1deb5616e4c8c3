"""The interface of actions: what they get of a submission, and the letters that they return."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from forms.fields.base import Value
from forms.model.form import Agency, City, Form
from forms.text.language import Language

REFERENCE = "{reference}"
"""Placeholder in letters for the submission's reference, which is made when it is written."""


Attachment = Literal["", "pdf"]
"""Attachment of a letter: none, or the PDF of the submission, printed when the letter is sent."""


@dataclass(frozen=True)
class Letter:
    """A message written in the same transaction as its submission."""

    to: str
    subject: str
    body: str
    language: str
    attachment: Attachment = ""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A submission before it is written."""

    form: Form  # in the owner's language
    agency: Agency
    city: City
    language: Language  # the owner's
    owner: str  # e-mail address
    business: str  # the business's name; may be empty
    answers: tuple[tuple[str, str], ...]  # question and answer as text, secrets masked
    values: Mapping[str, Value]  # by field name, of all questions asked
    url: str  # address of the submission; contains REFERENCE
    staff_form: Form  # the form in the city's default language
    staff_language: Language


Action = Callable[[Sending], tuple[Letter, ...]]
"""Returns the letters of one submission. Pure: the outbox decides when they are sent."""


def answered(question: str, answer: str) -> str:
    """A question with its answer below it, for letters."""
    indented = answer.replace("\n", "\n    ")
    return f"{question}\n    {indented}"
