"""The records of outgoing messages, and of the work that hands them over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Message:
    """One outgoing message (e-mail)."""

    id: str  # unique for ever: receivers may drop repeats
    to: str
    subject: str
    body: str
    language: str
    at: datetime
    sent: datetime | None = None
    about: str = ""  # reference of the submission that it concerns
    link: str = ""  # the id of a sign-in link, for which ``{link}`` stands in the body
    attachment: Attachment = ""
    state: Delivery = "waiting"
    problem: str = ""  # why it was not delivered, in the words of a mail server: no personal data


Attachment = Literal["", "pdf"]
"""What goes with a message: nothing, or the submission that it is about as PDF."""

Delivery = Literal["waiting", "delayed", "sent", "failed"]
"""Not tried yet, failed for now, handed over, and failed for good."""


@dataclass(frozen=True)
class NewMessage:
    """A message to be written to the outbox.

    In the messages of a submission ``{reference}`` (in subject and body) becomes its reference, which is
    made while it is written.
    """

    to: str
    subject: str
    body: str
    language: str
    link: str = ""
    attachment: Attachment = ""


@dataclass(frozen=True)
class Job:
    """Work to be done in the background. Whoever takes it holds it until ``lease``."""

    number: int
    kind: JobKind
    about: str  # a message's id; empty for work that is done again and again
    tries: int  # this one included
    lease: datetime


JobKind = Literal["deliver", "clear"]


@dataclass(frozen=True)
class Handover:
    """What became of one try to deliver a message."""

    state: Literal["sent", "delayed", "failed"]
    at: datetime  # when it was handed over or given up; of a delayed one, when it is tried again
    problem: str = ""
