"""Submissions: forms as they were sent, for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from forms.fields.base import Stored
from forms.model.outcome import Outcome
from runtime.dataset.records.facts import NewFact
from runtime.dataset.records.outbox import NewMessage

RECEIVED = "received"
"""The status in which every submission begins."""


@dataclass(frozen=True)
class Question:
    """One answer as it was sent, with its wording: a submission explains itself for ever."""

    field: str
    label: str
    value: Stored
    said: str  # in the submission's language; masked when secret
    page: str
    master: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True)
class NewSubmission:
    """Everything that one submission writes, in one transaction."""

    draft: str
    revision: int  # of the draft that was checked; another one now stored is refused
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
    """(party, master) → the version that its outcome was decided against (0: none), checked when written."""
    messages: tuple[NewMessage, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Party → what to call it from now on: the cached copy of a name that ``facts`` changes."""
    files: tuple[str, ...] = ()  # uploads that the questions hold: kept for good
    draft_files: tuple[str, ...] = ()  # all that the draft holds: those beside ``files`` are forgotten


@dataclass(frozen=True)
class Sent:
    """A submission as a list shows it: without its answers."""

    reference: str  # short, unambiguous letters and digits, for the phone: "FOG-7K2M-9QXD"
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
    moved: datetime | None = field(default=None, kw_only=True)  # when somebody else took its last step


@dataclass(frozen=True)
class Submission(Sent):
    """A submission as stored."""

    questions: tuple[Question, ...]
