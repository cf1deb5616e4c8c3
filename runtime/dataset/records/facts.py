"""Records of facts with their provenance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from forms.fields.base import Stored
from forms.model.outcome import Outcome

SourceKind = Literal["submission", "register", "steward"]


class Source(NamedTuple):
    """Where a fact comes from."""

    kind: SourceKind
    name: str  # the form's name, or the register's title in the source language
    agency: str
    reference: str = ""  # of the submission; empty in a NewSubmission: filled in when written


class Fact(NamedTuple):
    """One party's value for one master field, with its provenance. Never changed.

    A tuple, because a page reads dozens and a tuple is made in a third of a frozen dataclass's time.
    """

    version: int
    party: str
    master: str
    value: Stored
    said_at: datetime  # when somebody said it (imports: when the agency learned it)
    source: Source
    said_by: str = ""  # account id; empty for registers
    verified_by: str = ""  # agency that verified it
    status: Literal["accepted", "proposed", "rejected"] = "accepted"
    outcome: Outcome = Outcome.NEW


@dataclass(frozen=True)
class NewFact:
    """A fact to write with a submission or an import."""

    party: str
    master: str
    value: Stored
    said_at: datetime
    source: Source
    said_by: str = ""
    verified_by: str = ""
    status: Literal["accepted", "proposed"] = "accepted"
    outcome: Outcome = Outcome.NEW
