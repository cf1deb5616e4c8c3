"""Drafts: forms being filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from forms.fields.base import Stored
from runtime.dataset.records.facts import Fact
from runtime.dataset.records.identity import Session


@dataclass(frozen=True)
class Draft:
    """A form being filled in by an account for a business; at most one per form is open."""

    id: str
    account: str
    business: str
    form: str
    form_version: str
    language: str
    started: datetime
    saved: datetime
    revision: int = 0  # rises with every save
    answers: Mapping[str, Stored] = field(default_factory=dict)  # by field name
    typed: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """By page: posted text that was not accepted yet."""
    done: tuple[str, ...] = ()  # pages sent and accepted
    seen: Mapping[str, int] = field(default_factory=dict)  # field name → fact version shown
    confirmed: tuple[str, ...] = ()  # fields whose known value the person confirmed
    kept_here: tuple[str, ...] = ()  # fields whose change is not recorded as a fact
    files: tuple[str, ...] = ()  # uploads that its answers refer to; saving makes them the draft's own


@dataclass(frozen=True)
class PageState:
    """All that a form's page needs from the store, read together because every page view needs it."""

    session: Session
    draft: Draft | None
    facts: Mapping[str, Fact]  # current, of the session's business and person, by master field
    proposals: Mapping[str, Fact] = field(default_factory=dict)  # of the same, see `Facts.proposals`
