"""Records of submissions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from forms.fields.base import Stored
from forms.model.outcome import Outcome
from runtime.dataset.records.facts import NewFact
from runtime.dataset.records.outbox import NewMessage

RECEIVED = "received"
"""The first status of every submission."""


@dataclass(frozen=True)
class Question:
    """One answer as it was sent, with its wording, so that it can be read without the form."""

    field: str
    label: str
    value: Stored
    said: str  # as text in the submission's language; masked when secret
    page: str
    master: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True)
class NewSubmission:
    """All that one submission writes, in one transaction."""

    draft: str
    revision: int  # of the draft that was checked; StaleDraft or SentDifferently if the stored one differs
    account: str
    business: str
    form: str
    form_version: str
    agency: str
    title: str
    language: str
    at: datetime
    questions: tuple[Question, ...]
    facts: tuple[NewFact, ...]
    expected: Mapping[tuple[str, str], int]
    """(party, master) → fact version that the outcome is based on (0: none); checked when written."""
    messages: tuple[NewMessage, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Party id → its new name: the cached copy of a name in ``facts``."""
    files: tuple[str, ...] = ()  # uploads that the questions refer to: never deleted
    draft_files: tuple[str, ...] = ()  # all uploads of the draft: those not in ``files`` are deleted


@dataclass(frozen=True)
class Sent:
    """A submission as listed, without answers."""

    reference: str  # short and unambiguous: "FOG-7K2M-9QXD"
    draft: str
    account: str
    business: str
    form: str
    form_version: str
    agency: str
    title: str
    language: str
    at: datetime
    status: str  # of its newest transition
    moved: datetime | None = field(default=None, kw_only=True)  # time of the last transition by others


@dataclass(frozen=True)
class Submission(Sent):
    """A submission as stored."""

    questions: tuple[Question, ...]
