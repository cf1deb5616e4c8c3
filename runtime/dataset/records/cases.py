"""Records of cases: transitions and news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from runtime.dataset.records.facts import Fact
from runtime.dataset.records.outbox import Message, NewMessage
from runtime.dataset.records.submissions import Sent


@dataclass(frozen=True)
class Transition:
    """One transition of a submission. Never changed."""

    number: int  # rises with every transition of any submission
    reference: str
    status: str  # status of the submission after it
    at: datetime
    by: Literal["owner", "agency", "system"]
    actor: str  # an owner's account, an agency's name, or empty
    note: str = ""  # to the owner, as written by whoever took the transition
    language: str = ""  # of the note


@dataclass(frozen=True)
class NewTransition:
    """A transition to write, in one transaction with its messages."""

    reference: str
    status: str
    follows: str  # the status that it starts from; StatusMoved if the stored one differs
    at: datetime
    by: Literal["owner", "agency", "system"]
    actor: str
    note: str = ""
    language: str = ""
    messages: tuple[NewMessage, ...] = ()


@dataclass(frozen=True)
class News:
    """What others did for a business since its account's last visit; the newest of each kind."""

    facts: tuple[Fact, ...] = ()  # oldest first
    sent: tuple[Sent, ...] = ()  # submissions that moved, latest first
    messages: tuple[Message, ...] = ()  # about submissions but not of a transition; oldest first
