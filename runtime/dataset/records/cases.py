"""The records of submissions on their way: steps, and what is new since somebody was last here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from runtime.dataset.records.facts import Fact
from runtime.dataset.records.outbox import Message, NewMessage
from runtime.dataset.records.submissions import Sent


@dataclass(frozen=True)
class Transition:
    """One step of a submission on its way. Never changed, only followed."""

    number: int  # rises with every step of any submission
    reference: str
    status: str  # where the submission stands since then
    at: datetime
    by: Literal["owner", "agency", "system"]
    actor: str  # an owner's account, an agency's name, or empty
    note: str = ""  # to the owner, in the words of whoever took the step
    language: str = ""  # of the note


@dataclass(frozen=True)
class NewTransition:
    """A step about to be written, in one transaction with the letters that tell of it."""

    reference: str
    status: str
    follows: str  # the status in which the step was decided; another one now stored is refused
    at: datetime
    by: Literal["owner", "agency", "system"]
    actor: str
    note: str = ""
    language: str = ""
    messages: tuple[NewMessage, ...] = ()


@dataclass(frozen=True)
class News:
    """What others did for a business since its account was last here; the newest of each, as many as a page
    can show.
    """

    facts: tuple[Fact, ...] = ()  # oldest first
    sent: tuple[Sent, ...] = ()  # submissions that moved, the one that moved last first
    messages: tuple[Message, ...] = ()  # about submissions, beyond those that tell of a step; oldest first
