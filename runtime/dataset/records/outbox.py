"""Outgoing messages."""

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
